"""评估报告 (appraisal report): of assets (资产评估) or of real estate (房地产估价), the whole report or its summary.

Issuer: an appraising firm. Layouts: a letter with numbered chapters, a cover with labels and a result report (致函, 估价结果报告),
a summary in cells. Traps: the appraised value stands beside unit prices, floor prices and prior claims; the date of value
is not the date of the report; validity is a length of time from either.
Source: 资产评估法 Art. 13-27; 资产评估执业准则——资产评估报告; GB/T 50291 房地产估价规范.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _dates, _parse
from extractors._parse import Parsed
from extractors._prose import Prose, prose
from extractors._prose_ask import Question, answers, phrase, settled
from extractors._prose_pages import Wording
from extractors._prose_papers import firm, report_number
from extractors._prose_parties import named
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue

TITLE_ZH = "评估报告"
VERSION = "appraisal_report/1"

WORDING = Wording(
    title=r"[\u4e00-\u9fff()]{0,40}(?:资产|房地产|土地|不动产|价值|抵押|设备)?(?:抵押)?(?:评估|估价)(?:结果)?(?:咨询)?报告(?:书)?(?:摘要|正文|\([^)]{1,12}\))?|致估价委托人函|估价师声明",
    marks=(
        "评估基准日|估价时点|价值时点",
        "评估对象|估价对象|评估范围|委估",
        "评估目的|估价目的",
        "委托[人方]|委托单位",
        "评估有限公司|估价有限公司|评估事务所|评估公司|估价机构|评估机构|评估师|估价师",
        "评估价值|评估结论|估价结果|市场价值|抵押价值",
    ),
    body=(
        "评估|估价",
        "基准日|价值时点|估价时点",
        "市场法|收益法|成本法|比较法|假设开发法",
        "评估对象|估价对象|委估资产",
        "评估假设|估价假设|特别事项|使用限制|限制条件",
        "资产评估师|房地产估价师|注册资产评估师",
        "市场价值|评估价值|抵押价值",
    ),
    against=r"借款合同|保证合同|抵押合同|审计报告$|验资报告$|营业执照|租赁合同|章程$|决议$|对账单|年度报告",
    enough=3,
    further=4,
)

_FIRM = r"(?:评估|估价|测绘|咨询|房地产)[\u4e00-\u9fff()]{0,10}(?:有限(?:责任)?公司|事务所(?:\([^)]{2,6}\))?|事务所有限公司)"
_UNTIL = r"(?=\s|$|[,。;:]|\((?:以下|下称|简称))"
_CLIENTS = (
    rf"(?:估价|评估)?(?:委托人|委托方|委托单位)(?:名称|为|是|:| )+(?P<value>[\u4e00-\u9fff()·]{{2,40}}?){_UNTIL}",
    r"\n(?P<value>[\u4e00-\u9fff()·]{4,40}(?:公司|厂|店|行|社|中心|院|所|局)):",
    r"(?:接受|受)(?P<value>[\u4e00-\u9fff()·]{4,40}?)(?:的)?委托",
)
_OWNERS = (
    rf"(?:产权持有(?:人|者|单位)|(?:房屋|土地|产权|不动产)?(?:所有权人|所有者|权利人|使用权人|产权人)|被评估单位|产权所有者)(?:名称|均?为|是|:| )+(?P<value>[\u4e00-\u9fff()·]{{2,40}}?){_UNTIL}",
    r"对(?P<value>[\u4e00-\u9fff()·]{2,40}?)(?:所有|拥有|名下)的",
)
_SUBJECTS = (
    r"(?:评估|估价)对象(?:和评估范围|及范围)?(?:为|是|: ?(?:(?:估价|评估)对象为)?| )+(?P<value>[^\n,。;:]{4,60}?)(?=[,。;\n])",
    r"(?:委估资产|委估对象|评估范围)(?:为|是|:)+(?P<value>[^\n,。;]{4,60}?)(?=[,。;\n])",
)
_PLACES = (
    r"(?:坐落|座落|位于)(?:于|在|为|地址)?[:]?\s*(?P<value>[^\n,。;:]{5,60}?)(?=的|[,。;\n]|\(以下| )",
    r"(?:房地产|不动产|估价对象|房屋)?(?:坐落|座落|位置|地址)[:]\s*(?P<value>[^\n,。;:]{5,60}?)(?=[,。;\n]| )",
)
_PURPOSES = (
    r"(?:评估|估价)目的(?: *: *|为|是| +)(?P<value>[^\n。;:]{2,60}?)(?=[。;\n])",
    r"(?:评估|估价)目的\n+(?:本次(?:评估|估价)(?:的)?(?:目的)?(?:是|为)?)?(?P<value>[^\n。;]{2,60}?)(?=[。;\n])",
)
_BASE = Question(
    "DAY",
    (("评估基准日", "价值时点", "估价时点", "估价基准日", "基准日"), ("价值日期", "市场价值")),
    ("报告日", "出具", "现场查勘", "有效期", "至"),
    20,
)
_BEFORE_BASE = re.compile(
    r"(?:在|于|截止|截至)?(?P<day>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?:\(评估基准日\))?(?:的|时点的|所表现的)?(?:市场|抵押)?价值"
)
_WORTH = Question(
    "MONEY",
    (
        (
            "评估价值",
            "评估总值",
            "评估值",
            "抵押价值",
            "抵押价值总价",
            "总价",
            "估价结果",
            "评估结论",
            "评估总价",
            "市场价值",
            "评估金额",
        ),
        ("价值为", "价值"),
    ),
    ("单价", "账面", "优先受偿", "税", "评估费", "每平方米", "均价", "增值", "注册资本", "楼面", "净值", "建筑面积"),
    30,
)
_VALIDITY = Question(
    "MONTHS", (("有效期", "使用期限", "有效期限", "使用有效期"),), ("使用年限", "耐用年限", "剩余"), 45
)
_UNTIL_DAYS = (r"(?:有效期|使用期限)[^。\n]{0,60}?(?:至|到|止于)(?P<value>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)",)


def recognise(view: PageView) -> float:
    """How surely the page belongs to an appraisal (0..1)."""
    return WORDING.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """What was valued for whom, as of when, at how much."""
    text = prose(views)
    fields = {
        "report_number": report_number(text, VERSION, "评估报"),
        "firm_name": firm(views, text, _FIRM, VERSION),
        "client": phrase(text, _CLIENTS, _name, VERSION),
        "owner": phrase(text, _OWNERS, _name, VERSION),
        "subject": phrase(text, _SUBJECTS, _parse.prose, VERSION),
        "location": phrase(text, _PLACES, _place, VERSION),
        "purpose": phrase(text, _PURPOSES, _parse.prose, VERSION),
        "valuation_date": settled(text, answers(text, _BASE), VERSION, doubt="several_dates"),
        "appraised_value": settled(text, answers(text, _WORTH), VERSION),
        "report_date": _report_date(views, text),
        "validity_months": settled(text, answers(text, _VALIDITY), VERSION, doubt="several_terms"),
        "valid_to": phrase(text, _UNTIL_DAYS, _parse.day, VERSION),
    }
    return Extraction(fields={n: v or NOT_FOUND for n, v in fields.items()}, tables={})


def _name(span: Span) -> Parsed | None:
    value = span.text
    if re.search(r"^(?:及|和|与|提供|应|对|的|为|是|概况|名称|贵|本)|产权|资料|评估|估价|委托", value):
        return None
    return named(span)


def _place(span: Span) -> Parsed | None:
    return _parse.prose(span) if re.search(r"[路街道巷号村镇区市县园幢栋楼室]", span.text) else None


_DATED = (
    r"(?:报告日|报告出具日期?|估价报告出具日期|出具日期|提交报告日期|评估报告日)(?:为|是|:)*\s*(?P<value>(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日))",
)


def _report_date(views: Sequence[PageView], text: Prose) -> FieldValue | None:
    """The date that is called the report's, else the one below the signing firm."""
    labelled = phrase(text, _DATED, _parse.day, VERSION)
    return labelled if labelled is not None else _dates.lowest(views, VERSION)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
