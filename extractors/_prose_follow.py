"""Pages without a face of their own: what carries on the page before it in its file belongs to that page's paper.

A last page may hold nothing but signatures and a date, a middle one only clauses that any contract could have.
"""

from __future__ import annotations

import re

from extractors._view import PageView

TEXTS = frozenset(
    {
        "appraisal_report",
        "articles_of_association",
        "audit_report",
        "lease_contract",
        "loan_contract",
        "shareholder_resolution",
    }
)
"""Types whose papers are running text over any number of pages."""

_ARTICLE = re.compile(r"第([一二三四五六七八九十百]{1,5})条")
_SIGNED = re.compile(
    r"签[字名章]|盖章|公章|注册会计师|评估师|估价师|法定代表人|(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[二〇○零]{2}[〇○零一二三四五六七八九]{2}年"
)
_NUMBER = re.compile(r"[-—–·~\s]*第?(\d{1,3})页?(?:[/,]?共?\d{1,3}页?)?[-—–·~\s]*")
_SHORT = 240
"""Characters that a page of signatures has at most."""


def carries_on(before: PageView, page: PageView, same_file: bool = True) -> bool:
    """Whether a page goes on with what the page before it says; in another file only the count of articles tells."""
    if page.page.sheet is not None or not page.rows or not before.rows:
        return False
    articles = _ARTICLE.findall(before.text), _ARTICLE.findall(page.text)
    if articles[0] and articles[1] and _value(articles[1][0]) in (_value(articles[0][-1]), _value(articles[0][-1]) + 1):
        return True
    if not same_file or (articles[0] and articles[1] and _value(articles[1][0]) == 1):
        return False
    if len(page.text) <= _SHORT and _SIGNED.search(page.text) and not _titled(page):
        return True
    numbers = _printed(before), _printed(page)
    if numbers[0] is not None and numbers[1] == numbers[0] + 1 and not _titled(page):
        return True
    heads = _head(before), _head(page)
    return heads[0] is not None and heads[0] == heads[1]


_INNER = re.compile(r"结果报告|摘要|声明|致(?:估价)?委托人|正文|附件|目录")


def is_inside(before: PageView, page: PageView) -> bool:
    """Whether a titled page belongs to the report of the page before it: after a cover, or a chapter with its own title."""
    cover = len(before.text) < 200 and not re.search(r"签[字名章]|注册会计师:", before.text)
    return cover or any(_INNER.search(row.text) for row in page.rows[:3] if len(row.chars) <= 24)


def _titled(page: PageView) -> bool:
    """Whether a page begins with a short line in the middle, as titles are."""
    row = page.rows[0]
    left, right = row.chars[0].x0, row.chars[-1].x1
    return (
        3 <= len(row.chars) <= 20
        and abs((left + right) / 2 - 0.5) < 0.04
        and left > 0.25
        and not _SIGNED.search(row.text)
    )


def _printed(page: PageView) -> int | None:
    """The page's number as printed at its foot."""
    for row in reversed(page.rows[-2:]):
        match = _NUMBER.fullmatch(row.text)
        if match and row.top > 0.88:
            return int(match[1])
    return None


def _head(page: PageView) -> str | None:
    row = page.rows[0]
    text = re.sub(r"\d+", "#", row.text)
    return text if row.bottom < 0.1 and len(text) >= 5 else None


_FIGURES = {c: i for i, c in enumerate("零一二三四五六七八九")}


def _value(numeral: str) -> int:
    """The number of an article."""
    total, figure = 0, 0
    for char in numeral:
        if char == "十":
            total, figure = total + (figure or 1) * 10, 0
        elif char == "百":
            total, figure = total + (figure or 1) * 100, 0
        else:
            figure = _FIGURES[char]
    return total + figure
