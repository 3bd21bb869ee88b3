"""Taking the camera out: find the sheet in a photo and lay it flat; take a scan's skew out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Matrix = NDArray[np.float64]

_WORK = 600
"""Pixels; the picture's longer side while the sheet is looked for."""


def find_sheet(picture: Picture) -> NDArray[np.float32] | None:
    """Corners of a sheet lying on a darker or coloured ground (4 x 2 pixels, clockwise from the top left), else null."""
    scale = _WORK / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    best, best_score = None, 0.0
    for mask in _masks(small):
        quad = _quad_of(mask)
        if quad is None:
            continue
        score = _edge_score(lab, quad)
        # A brightly lit part of the sheet has sharp edges too; the whole sheet is larger.
        weight = score * cv2.contourArea(quad)
        if score >= 18 and weight > best_score and _ground_differs(lab, quad):
            best, best_score = quad, weight
    if best is None:
        return None
    return (best / scale).astype(np.float32)


def open_sides(quad: NDArray[np.float32] | None, shape: tuple[int, ...]) -> int:
    """How many sides of a sheet lie on the edge of the photo, where it was cut off."""
    if quad is None:
        return 0
    edge = 0.006 * max(shape[:2])
    x, y = quad[:, 0], quad[:, 1]
    off = [x < edge, y < edge, x > shape[1] - edge, y > shape[0] - edge]
    return sum(any(o[i] and o[(i + 1) % 4] for i in range(4)) for o in off)


def _masks(small: Picture) -> list[Picture]:
    """Candidate masks of the sheet: bright, or colourless against a coloured ground."""
    hsv = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)
    value = cv2.GaussianBlur(hsv[:, :, 2], (0, 0), 3.5)
    pale = cv2.GaussianBlur(255 - hsv[:, :, 1], (0, 0), 3.5)
    masks = []
    for channel in (value, pale):
        _, mask = cv2.threshold(channel, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        masks.append(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((17, 17), np.uint8)))
    border = np.concatenate(
        [small[:4].reshape(-1, 3), small[-4:].reshape(-1, 3), small[:, :4].reshape(-1, 3), small[:, -4:].reshape(-1, 3)]
    )
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 2), cv2.COLOR_RGB2LAB).astype(np.float32)
    ground = cv2.cvtColor(np.median(border, axis=0).astype(np.uint8).reshape(1, 1, 3), cv2.COLOR_RGB2LAB).astype(
        np.float32
    )
    away = np.clip(np.linalg.norm(lab - ground, axis=2) * 2, 0, 255).astype(np.uint8)
    _, mask = cv2.threshold(away, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    masks.append(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((17, 17), np.uint8)))
    return masks


def _quad_of(mask: Picture) -> NDArray[np.float32] | None:
    height, width = mask.shape
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    area = cv2.contourArea(hull) / (width * height)
    if not 0.2 < area < 0.97:
        return None
    for tolerance in (0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True)
        if len(corners) == 4:
            quad = _ordered(corners.reshape(4, 2).astype(np.float32))
            inside = sum(3 < x < width - 3 and 3 < y < height - 3 for x, y in quad)
            filled = cv2.contourArea(hull) / max(cv2.contourArea(quad), 1.0)
            return _containing(quad, hull) if inside >= 2 and 0.9 < filled < 1.1 and _plausible(quad) else None
    return None


def _containing(quad: NDArray[np.float32], hull: NDArray[np.int32]) -> NDArray[np.float32]:
    """The quad with its sides moved out, by at most a sixteenth, so that a curled sheet's edges are not cut off."""
    points = hull.reshape(-1, 2).astype(np.float64)
    sides = []
    for i in range(4):
        a, b = quad[i].astype(np.float64), quad[(i + 1) % 4].astype(np.float64)
        along = (b - a) / max(float(np.linalg.norm(b - a)), 1e-6)
        outward = np.array([along[1], -along[0]])
        beyond = float(((points - a) @ outward).max())
        most = float(np.linalg.norm(quad[(i + 3) % 4] - quad[i])) / 16
        moved = min(beyond, most) if beyond > 2.5 else 0.0
        sides.append((a + moved * outward, along))
    corners = [_crossing(sides[i - 1], sides[i]) for i in range(4)]
    return np.array(corners, np.float32)


def _crossing(
    first: tuple[NDArray[np.float64], NDArray[np.float64]], second: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Where two lines (a point and a direction each) cross."""
    (a, u), (b, v) = first, second
    steps = np.linalg.lstsq(np.column_stack([u, -v]), b - a, rcond=None)[0]
    return np.asarray(a + steps[0] * u, np.float64)


def _ground_differs(lab: NDArray[np.float32], quad: NDArray[np.float32]) -> bool:
    """Whether what lies around the quad is another colour than the paper inside; a printed frame's surroundings are not."""
    inside = np.zeros(lab.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, quad.astype(np.int32), 255)
    paper = np.percentile(lab[inside > 0], 60, axis=0)
    around = lab[cv2.dilate(inside, np.ones((11, 11), np.uint8)) == 0]
    if len(around) < 100:
        return False
    return float(np.linalg.norm(np.percentile(around, 60, axis=0) - paper)) > 20


def _plausible(quad: NDArray[np.float32]) -> bool:
    """Opposite sides of like length, corners between 60 and 120 degrees."""
    sides = [float(np.linalg.norm(quad[i] - quad[(i + 1) % 4])) for i in range(4)]
    if min(sides[0], sides[2]) < 0.6 * max(sides[0], sides[2]) or min(sides[1], sides[3]) < 0.6 * max(
        sides[1], sides[3]
    ):
        return False
    for i in range(4):
        a, b = quad[i - 1] - quad[i], quad[(i + 1) % 4] - quad[i]
        cosine = abs(float(a @ b)) / (float(np.linalg.norm(a)) * float(np.linalg.norm(b)) + 1e-6)
        if cosine > 0.5:
            return False
    return True


def _ordered(points: NDArray[np.float32]) -> NDArray[np.float32]:
    total, difference = points.sum(axis=1), points[:, 1] - points[:, 0]
    return np.array(
        [points[total.argmin()], points[difference.argmin()], points[total.argmax()], points[difference.argmax()]],
        dtype=np.float32,
    )


def _edge_score(lab: NDArray[np.float32], quad: NDArray[np.float32]) -> float:
    """Median colour step across the four sides, from just outside to just inside (0..255)."""
    height, width = lab.shape[:2]
    centre = quad.mean(axis=0)
    scores = []
    for i in range(4):
        a, b = quad[i], quad[(i + 1) % 4]
        steps = []
        for t in np.linspace(0.1, 0.9, 30):
            point = a + (b - a) * t
            inward = (centre - point) / (np.linalg.norm(centre - point) + 1e-6)
            out, inn = point - inward * 5, point + inward * 7
            if 0 <= out[0] < width and 0 <= out[1] < height:
                steps.append(float(np.linalg.norm(lab[int(out[1]), int(out[0])] - lab[int(inn[1]), int(inn[0])])))
        if len(steps) >= 10:
            scores.append(float(np.median(steps)))
    return float(np.median(scores)) if len(scores) >= 2 else 0.0


def flatten(picture: Picture, quad: NDArray[np.float32]) -> tuple[Picture, Matrix]:
    """The sheet alone, as a rectangle, and the pixel homography that made it."""
    width = int(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[3] - quad[2])))
    height = int(max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2])))
    target = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad, target)
    return cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC), matrix


def level(picture: Picture, degrees: float) -> tuple[Picture, Matrix]:
    """The picture turned back by `degrees` (clockwise skew positive), canvas unchanged, ground continued at the edges."""
    height, width = picture.shape[:2]
    affine = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(picture, affine, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return turned, np.vstack([affine, [0.0, 0.0, 1.0]])


def skew_of(quads: list[NDArray[np.float32]]) -> float:
    """Clockwise skew in degrees: median slope of the long text lines, weighted by their length; 0 with too few lines."""
    slopes, weights = [], []
    for quad in quads:
        run = quad[1] - quad[0] + quad[2] - quad[3]
        length = float(np.hypot(*run))
        rise = float(np.linalg.norm(quad[3] - quad[0]))
        if length > 8 * rise and abs(run[1]) < 0.3 * abs(run[0]):
            slopes.append(float(np.degrees(np.arctan2(run[1], run[0]))))
            weights.append(length)
    if len(slopes) < 3:
        return 0.0
    order = np.argsort(slopes)
    cumulative = np.cumsum(np.array(weights)[order])
    return float(np.array(slopes)[order][np.searchsorted(cumulative, cumulative[-1] / 2)])


def in_fractions(matrix: Matrix, before: tuple[int, int], after: tuple[int, int]) -> tuple[float, ...]:
    """A pixel homography as one between fractions; sizes are (height, width)."""
    to_pixels = np.diag([before[1], before[0], 1.0])
    to_fractions = np.diag([1 / after[1], 1 / after[0], 1.0])
    scaled = to_fractions @ matrix @ to_pixels
    return tuple(float(v) for v in (scaled / scaled[2, 2]).reshape(-1))
