"""What the back office should do about a picture that is not good enough, in Chinese, by quality code."""

from __future__ import annotations

from collections.abc import Sequence

ADVICE = {
    "illegible": ("模糊无法辨认", "请对准焦距、拿稳后重新拍摄，或用扫描仪重新扫描"),
    "blurred": ("图像模糊", "请重新扫描，或对准焦距、拿稳后重新拍摄"),
    "glare": ("反光遮住了内容", "请避开灯光重新拍摄，或用扫描仪扫描"),
    "cut_border": ("页边可能被裁掉", "请将整页放入画面后重新扫描"),
    "low_resolution": ("分辨率过低", "请重新扫描，分辨率不低于 200 dpi"),
    "rephotographed_screen": ("像是翻拍屏幕", "请提供原件的扫描件，不要翻拍屏幕"),
    "edited_image": ("文件由图像编辑软件保存", "请核对原件，并提供未经编辑的扫描件"),
    "photocopy": ("黑白复印件", "印章颜色不可辨，请核对原件"),
}
"""Code to what is wrong and what to do. All are heuristic: they advise and refuse nothing."""


def advice(codes: Sequence[str]) -> str:
    """One line for all codes of a page; an unlisted code is shown as it is.

    >>> advice(["low_resolution"])
    '分辨率过低：请重新扫描，分辨率不低于 200 dpi'
    """
    return "；".join("：".join(ADVICE[code]) if code in ADVICE else code for code in codes)


def short(codes: Sequence[str]) -> str:
    """What is wrong, without the advice.

    >>> short(["blurred", "glare"])
    '图像模糊、反光遮住了内容'
    """
    return "、".join(ADVICE[code][0] if code in ADVICE else code for code in codes)
