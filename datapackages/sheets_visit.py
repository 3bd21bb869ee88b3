"""The workbook's sheet for the visit: what to ask or look at, why in this case, and room for what was found."""

from __future__ import annotations

from datapackages.sheet import Sheet, plain
from datapackages.words import VERDICTS, article_words
from schemas.core import CaseFile, VisitItem

_COLUMNS = (
    ("事项", 9),
    ("条款", 18),
    ("询问或查看什么", 50),
    ("本案相关核查", 60),
    ("核查结果", 50),
    ("人员", 14),
    ("日期", 14),
)


def sheet(case_file: CaseFile) -> Sheet:
    """The list; finding, person and date are left for the investigator."""
    findings = {f.check: f for f in case_file.judgement.findings}

    def why(item: VisitItem) -> str:
        bearing = [findings[check] for check in item.findings if check in findings]
        return "\n".join(f"{VERDICTS[f.verdict]}：{f.check} {f.title}——{f.message}" for f in bearing)

    rows = [
        (item.item, article_words(item.article), item.task or item.why, why(item) or None, None, None, None)
        for item in case_file.judgement.visit
    ]
    return Sheet("实地核查", _COLUMNS, plain(rows))
