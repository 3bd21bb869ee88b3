"""Comparing names of companies and persons."""

from __future__ import annotations

import re
import unicodedata

from standards.script import simplified

SAME = "same"
CONFUSABLE = "confusable"
DIFFERENT = "different"
UNSURE = "unsure"

_GROUPS = [
    "己已巳",
    "未末",
    "曰日目",
    "土士",
    "干千于",
    "泽译",
    "人入八",
    "大太犬",
    "天夫",
    "王玉主",
    "木本术",
    "贝见",
    "鸟乌",
    "白自",
    "刀力",
    "问间",
    "今令",
    "冶治",
    "候侯",
    "拔拨",
    "折拆析",
    "徽微",
    "毫亳",
    "圆园",
    "戌戍戊",
    "免兔",
    "酒洒",
    "贷货",
    "崇祟",
    "晴睛",
    "沐沭",
    "壁璧",
    "晟最",
    "昊吴",
    "宜宣",
    "杨扬",
    "栋株",
    "圣至",
    "丰半",
    "申甲由",
    "兴光",
    "汇江",
    "恒桓",
]
"""Characters that readers of scans, and people, take for one another."""

_GROUP_OF = {c: i for i, group in enumerate(_GROUPS) for c in group}
_RARE = re.compile(r"[□?*■〓]")


def plain(name: str) -> str:
    """NFKC, no white space, one form of brackets and middle dots."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    return re.sub(r"[•・‧．]", "·", text.translate(_BRACKETS))


_BRACKETS = str.maketrans("[]{}〔〕【】〈〉「」", "()()()()()()")


def company(name: str) -> str:
    """The form in which names are compared: simplified characters; nothing that distinguishes companies is dropped.

    >>> company('嘉华（杭州） 机械有限公司') == company('嘉華(杭州)机械有限公司')
    True
    """
    return simplified(plain(name).upper())


def compare(a: str, b: str) -> str:
    """How two names relate: `same`, `confusable`, `unsure` or `different`.

    Confusable: one character differs and the pair is often misread. Unsure: a character could not be read.

    >>> compare('杭州未来有限公司', '杭州末来有限公司'), compare('甲有限公司', '甲股份公司')
    ('confusable', 'different')
    """
    x, y = company(a), company(b)
    if x == y:
        return SAME
    if _RARE.search(x) or _RARE.search(y):
        return UNSURE
    if len(x) != len(y):
        return DIFFERENT
    pairs = [(p, q) for p, q in zip(x, y, strict=True) if p != q]
    if len(pairs) == 1 and _GROUP_OF.get(pairs[0][0], -1) == _GROUP_OF.get(pairs[0][1], -2):
        return CONFUSABLE
    return DIFFERENT


def distance(a: str, b: str) -> int:
    """How many characters must be changed, dropped or added to turn one company name into the other.

    >>> distance('甲乙机械有限公司', '甲丙机械公司')
    3
    """
    x, y = company(a), company(b)
    row = list(range(len(y) + 1))
    for i, p in enumerate(x, 1):
        above, row = row, [i]
        for j, q in enumerate(y, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (p != q)))
    return row[-1]


_ENDINGS = re.compile(r"(?:股?份?有?限?责?任?公司|专用章|\([^()]*\))")


def alike(seal: str, name: str) -> bool:
    """Whether a seal's text, read with a few slips, may be a name: at most a third of what distinguishes it differs.

    >>> alike('岛市工商行政管理局市北分局', '青岛市工商行政管理局市北分局'), alike('甲乙机城有公司', '甲乙机械有限公司')
    (True, True)
    >>> alike('丙丁贸易有限公司', '甲乙机械有限公司')
    False
    """
    x, y = (_ENDINGS.sub("", company(t)) for t in (seal, name))
    return distance(x, y) <= max(1, max(len(x), len(y)) // 3)
