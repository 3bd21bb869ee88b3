"""租赁合同 (lease contract) of premises: the landlord's or an agency's text, a model contract filled in, or a sheet of terms.

Issuer: the parties; no prescribed form. Layouts: clauses, a form with blanks, cells of terms. Traps: which of 甲方 and 乙方
lets differs; deposits, fees and penalties stand beside the rent; the rent is said for a month, a quarter or a year, sometimes
for a square metre and day, or rises by steps; a rent-free time lies inside of the term.
Source: 民法典 Art. 703-734 (before 2021 合同法 Art. 212-236).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _parse
from extractors._fields import judged
from extractors._parse import Parsed
from extractors._prose import Prose, prose
from extractors._prose_ask import Answer, Question, answers, period_of, phrase, settled
from extractors._prose_pages import Wording
from extractors._prose_papers import contract_number
from extractors._prose_parties import party
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue

TITLE_ZH = "租赁合同"
VERSION = "lease_contract/1"

WORDING = Wording(
    title=r"[\u4e00-\u9fff()、]{0,16}租赁(?:合同|协议|契约)(?:书)?(?:\([^)]{1,16}\))?",
    marks=(
        "出租[方人]",
        "承租[方人]",
        "租金|租费",
        "租赁期|租期",
        "房屋|厂房|场地|商铺|物业|仓库",
        "建筑面积|租赁面积|平方米|m2",
    ),
    body=(
        "甲方|出租[方人]",
        "乙方|承租[方人]",
        "租金",
        "租赁期|租期",
        "房屋|厂房|商铺|该物业|租赁物",
        "转租|续租|优先承租|腾退|返还房屋|退租",
        "押金|保证金|水电|水、电|物业管理费",
        "本合同",
    ),
    against=r"借款合同|保证合同|抵押合同|担保合同|融资租赁|买卖合同|评估报告|估价报告|章程$|决议$|审计报告$|申请书$|收入证明$",
    enough=3,
    further=5,
)

_ROLES = {"lessor": "出租人|出租方|房东|业主方", "lessee": "承租人|承租方|租户|租客"}
_ACTS = {
    "lessor": (r"{}[^。;]{0,60}(?:出租给|租赁给|租给|出租与)", r"{}(?:愿意|同意|自愿)?将[^。;]{0,60}出?租"),
    "lessee": (r"{}(?:承租|租用|租赁使用|向[甲乙]方(?:承租|租))",),
}

_WHERE = (
    r"(?:坐落|座落|位于|位置)(?:于|在|地点|地址|为|是)?[:]?\s*(?P<value>[^\n,。;:]{5,60}?)"
    r"(?=的?(?:房屋|厂房|商铺|物业|房产|仓库|场地|办公|写字|店面|土地)|[,。;\n]|\((?:以下|下称|简称)|内的| )",
    r"(?:租赁)?(?:房屋|物业|厂房|场地|商铺|租赁物|标的物|房产)(?:的)?(?:详细)?(?:地址|地点|位置)(?:为|是|在)?[:]?\s*(?P<value>[^\n,。;:]{5,60}?)(?=[,。;\n]| )",
)
_USES = (
    r"(?:租赁|使用|房屋|物业|厂房|该物业的|经营)?用途(?:仅限?)?(?:为|是|限于|:)+\s*(?P<value>[^\n,。;:]{2,24}?)(?:使用|之用|用途)?(?=[,。;\n]| )",
    r"(?:用于|用作|作为|仅作|只作|只能作)(?P<value>[^\n,。;:乙甲]{2,20}?)(?:使用|之用|用途|用房|场所)?(?=[,。;\n])",
    r"(?:租赁|使用|房屋)?用途 +(?P<value>[^\n,。;: ]{2,24})",
)
_AREA = Question(
    "AREA",
    (
        ("租赁面积", "出租面积", "计租面积", "租用面积", "承租面积"),
        ("建筑面积", "房屋面积", "使用面积"),
        ("面积", "共计"),
    ),
    ("占地面积", "土地面积", "公摊", "分摊"),
)
_OTHER_SUMS = (
    *(
        "押金",
        "保证金",
        "定金",
        "违约金",
        "滞纳金",
        "物业费",
        "物业管理费",
        "管理费",
        "水电费",
        "赔偿",
        "罚款",
        "税",
        "服务费",
    ),
    *("佣金", "中介费", "补偿", "递增", "上调", "注册资本", "装修", "电费", "水费"),
)
_RENT = Question(
    "MONEY",
    (
        (
            "月租金",
            "每月租金",
            "年租金",
            "每年租金",
            "季租金",
            "租金为每月",
            "租金为每年",
            "租金每月",
            "租金每年",
            "月租",
            "年租",
        ),
        ("租金标准", "租金为", "租金"),
    ),
    _OTHER_SUMS,
)
_TERM = Question(
    "DAY",
    (("租赁期限", "租赁期", "租期", "出租期限", "承租期限", "租用期限"), ("期限",)),
    ("免租期", "装修期", "优惠期", "交付", "签订", "支付"),
)
_BEGINNING = ("起租日", "起租日期", "租赁起始日", "开始日期", "计租日", "起始日期")
_ENDING = ("到期日", "租赁到期日", "终止日期", "届满日", "截止日期", "到期日期")
_STARTS = Question("DAY", (_BEGINNING,), _ENDING, 12, headings=False)
_ENDS = Question("DAY", (_ENDING,), _BEGINNING, 12, headings=False)


def recognise(view: PageView) -> float:
    """How surely the page belongs to a lease (0..1)."""
    return WORDING.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """The lease's main terms."""
    text = prose(views)
    fields: dict[str, FieldValue | None] = {
        "contract_number": contract_number(text, VERSION),
        "lessor": party(text, _ROLES, "lessor", _ACTS, VERSION),
        "lessee": party(text, _ROLES, "lessee", _ACTS, VERSION),
        "location": phrase(text, _WHERE, _place, VERSION),
        "area_sqm": settled(text, answers(text, _AREA), VERSION, doubt="several_areas"),
        "use": phrase(text, _USES, _use, VERSION),
    }
    fields |= _rent(text) | _term(text)
    return Extraction(fields={n: v or NOT_FOUND for n, v in fields.items()}, tables={})


def _place(span: Span) -> Parsed | None:
    value = span.text
    if not re.search(r"[路街道巷号村镇区市县园幢栋楼室]", value) or re.search(r"甲方|乙方|合同", value):
        return None
    return _parse.prose(span)


def _use(span: Span) -> Parsed | None:
    value = re.sub(r"^(?:乙方|承租[人方]|仅限|从事)+", "", span.text)
    return None if len(value) < 2 or _parse.is_blank(value) else Parsed(value, least=0.93)


def _rent(text: Prose) -> dict[str, FieldValue | None]:
    """The rent and the time it is for; a rent by area, or one that rises by steps, waits for a person."""
    found = [(a, _rent_period(text, a)) for a in answers(text, _RENT)]
    if not found:
        return {"rent": None, "rent_period": None}
    answer, period = next(((a, p) for a, p in found if p is not None), found[0])
    doubt = "rent_by_area" if _by_area(text, answer) else None
    same = [a for a, p in found if p == period and a.rank == answer.rank]
    if doubt is None and len({a.value.value for a in same}) > 1:
        doubt = "several_amounts"
    rent = settled(text, [answer], VERSION)
    if rent is not None and doubt is not None:
        span = text.span(answer.value.start, answer.value.end)
        rent = judged(span, Parsed(answer.value.value, doubt=doubt), VERSION, "prose")
    return {"rent": rent, "rent_period": _period_value(text, answer, period)}


_EACH = (
    ("month", r"月租|每个?月|按月|/月|元月|一个月|/\(?月"),
    ("half_year", r"半年租金|每半年|/半年"),
    ("year", r"年租|每年|按年|/年|年度租金|一年租金|全年"),
    ("quarter", r"季租|每季|按季|/季"),
    ("day", r"日租|每日|每天|/[日天]"),
)


def _around(text: Prose, answer: Answer) -> str:
    """From the phrase before the amount to a little behind it, within the clause."""
    start, end = text.clause_at(answer.value.start)
    first = max(start, (answer.mark.start if answer.mark else answer.value.start) - 8)
    last = min(end, max(answer.value.end, answer.mark.end if answer.mark else 0) + 6)
    return text.text[first:last]


def _rent_period(text: Prose, answer: Answer) -> str | None:
    around = _around(text, answer)
    return next((name for name, pattern in _EACH if re.search(pattern, around)), None)


def _by_area(text: Prose, answer: Answer) -> bool:
    around = _around(text, answer)
    return re.search(r"每平方?米|/平方?米|/m2|每m2|每亩", around) is not None


def _period_value(text: Prose, answer: Answer, period: str | None) -> FieldValue | None:
    mark = answer.mark
    if period is None or mark is None:
        return None
    start, end = (
        sorted((mark.start, answer.value.end)) if mark.start < answer.value.start else (answer.value.start, mark.end)
    )
    span = text.span(start, end)
    words = Span(span.page, tuple(c for c in span.chars if c.text in "月年季半日天每租金") or span.chars)
    return judged(words, Parsed(period, least=0.93), VERSION, "prose")


def _term(text: Prose) -> dict[str, FieldValue | None]:
    both = period_of(text, _TERM, VERSION, ("start_date", "end_date"))
    for name, question in (("start_date", _STARTS), ("end_date", _ENDS)):
        if both[name] is None:
            both[name] = settled(text, answers(text, question), VERSION, doubt="several_dates")
    return both


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
