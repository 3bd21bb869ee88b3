"""report.html: the case on one self-contained Chinese page, for the screen and for paper.

It states facts and where they stand; it never gives an opinion on the guarantee.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from datapackages import view
from datapackages.crops import Pictures
from schemas.core import CaseFile


def render(
    case_file: CaseFile,
    created_at: datetime,
    revision: int,
    pictures: Pictures,
    page_images: Mapping[str, str],
) -> bytes:
    """The page's bytes (UTF-8).

    Args:
        case_file: everything about the case.
        created_at: when the package was made.
        revision: counts the packages of the case from 1.
        pictures: crops and thumbnails, set into the page.
        page_images: package path of each page image by its hash; thumbnails link there.
    """
    crops = {name: _data_uri(data) for name, data in pictures.crops.items()}
    thumbnails = {sha: _data_uri(data) for sha, data in pictures.thumbnails.items()}
    page = view.make(case_file, crops, thumbnails, page_images)
    text = _template().render(page=page, created_at=created_at, revision=revision)
    return text.encode("utf-8", "replace")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("datapackages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def _data_uri(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
