"""银行对账单 (bank statement), on paper or as an export (XLSX, XLS, CSV) of online banking.

Issuer: the bank that keeps the account. Head: 户名, 账号, 开户行, period, 期初余额; rows of bookings; foot: sums, 期末余额. Traps: the
bank's view, so 借方 is outflow and 贷方 inflow (some forms say 支出 and 收入, or have one amount with a sign or a mark 借/贷);
pages after the first repeat only the captions, the last may hold only the sums; the balance of every row follows from the
one before (balance - debit + credit), which witnesses both; exports may list the newest booking first.
Source: 人民币银行结算账户管理办法 (PBoC Order 5, 2003), Art. 47; banks' own forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _amounts, _parse, _words
from extractors._bank_entries import Entries, entries
from extractors._bank_rows import BankRow, rows_of
from extractors._bank_sheet import sheet_head
from extractors._fields import Field, Form, read
from extractors._parse import Parsed
from extractors._sentences import counting, row_match
from extractors._signature import Signature
from extractors._values import Extraction, value_of
from extractors._view import PageView, Span
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Status, TextSource

TITLE_ZH = "银行对账单"
VERSION = "bank_statement/1"

SIGNATURE = Signature(
    titles=("对账单", "银行对账单", "交易明细", "账户明细", "账户交易明细", "交易流水", "活期明细"),
    marks=(
        "户名",
        "账号",
        "开户行",
        "期初余额",
        "期末余额",
        "交易日期",
        "借方发生额",
        "贷方发生额",
        "对方户名",
        "借方合计",
        "贷方合计",
        "打印日期",
        "起止日期",
    ),
    against=("信用报告", "科目余额表", "明细账", "总账", "询证函", "资产负债表", "申请书", "合同"),
    enough=5,
)

_TITLE = re.compile(
    r"(?:对[账帐]单|交易明细|[账帐]户明细|交易流水|活期明细|流水(?:清单|明细)|历史明细|明细(?:查询|清单|对[账帐]单|信息))"
    r"(?:\([^)]{1,12}\)|表|单)?$|^(?:银行)?对[账帐]单"
)
_HEAD = (
    r"户\s*名|[账帐]户名称|客户名称|单位名称",
    r"(?<!对方)(?:[账帐]号|[账帐]户号码|客户账号)",
    r"开户(?:行|银行|网点|机构)",
    r"币种",
    r"起止日期|对[账帐]期间|查询期间|起始日期|查询起始|日期范围|期间[::]",
    r"期初余额|承前余额|上期余额|上页余额|起始余额|承前页",
)
_COLUMNS = (
    r"交易(?:日期?|时间)|记[账帐]日期?|入[账帐]日期?|日期",
    r"借方|支出|转出|付款金额",
    r"贷方|收入|转入|收款金额|存入",
    r"余额",
    r"摘要|用途|附言|备注|交易类型",
    r"对方(?:户名|名称|单位|[账帐]户|[账帐]号)|交易对手|对手(?:户名|信息|方)",
    r"交易金额|发生额(?!及)|借贷(?:标|方向)?|借/贷|收/支|流水号",
)
_FOOT = (
    r"借方合计|支出合计|借方(?:总|累计)",
    r"贷方合计|收入合计|贷方(?:总|累计)",
    r"期末余额|[账帐]户余额",
    r"打印(?:日期|时间)",
)
_OTHER = re.compile(
    r"科目(?:编[码号]|代码|名称|余额表)|信用报告|授信机构|五级分类|(?<![贷易支])方向|凭证字号|明细[账帐](?![单户])|总[账帐](?![单户])|询证函|序时|资产负债|证券"
)


def recognise(view: PageView) -> float:
    """How surely the page belongs to a statement (0..1): titled pages 0.8 and more, following pages 0.45 to 0.7."""
    text = _words.page_text(view)
    tops = _words.heads(view, 10)
    head, foot = _words.count(text, _HEAD), _words.count(text, _FOOT)
    columns = max((_words.count(row, _COLUMNS) for row in _caption_rows(view)), default=0)
    titled = any(_TITLE.search(top) and len(top) <= 40 for top in tops)
    other = _OTHER.search("\n".join(tops))
    if other:
        return 0.3 if titled else 0.1
    if columns >= 4 and head >= 2 and (titled or head >= 3):
        return min(1.0, 0.8 + 0.03 * (columns - 4 + head) + 0.05 * titled)
    if columns >= 5 and _words.count(text, (_COLUMNS[5],)):
        if view.page.source is TextSource.SPREADSHEET:
            return 0.85
        return 0.7 if foot >= 2 or titled else 0.62
    if foot >= 3 and len(text) < 1200 and "科目" not in text:
        return 0.55
    return 0.08 * (columns + titled) if columns >= 3 else 0.05 * head


def _caption_rows(view: PageView) -> list[str]:
    """Rows of text that may be captions of columns, each with the one below it, since captions wrap."""
    if view.page.lines:
        rows = [row.text for row in view.rows]
        return [a + (b if len(b) < 40 else "") for a, b in zip(rows, [*rows[1:], ""], strict=False) if len(a) < 160]
    rows_of: dict[int, str] = {}
    for table in view.tables:
        for cell in table.cells:
            if cell.row < 40:
                rows_of[cell.row] = rows_of.get(cell.row, "") + "".join(cell.text.split())
    return [text for text in rows_of.values() if len(text) < 300]


_MONEY = re.compile(r"[-¥(]{0,3}\d(?:[\d,.:;]*\d)?\)?")
_DAYS = r"(?:19|20)\d{2}(?:[-./年]\d{1,2}[-./月]\d{1,2}日?|[01]\d[0-3]\d)"
_PERIOD = re.compile(rf"{_DAYS}\D{{0,4}}{_DAYS}")


def _sum(span: Span) -> Parsed | None:
    match = _MONEY.search(span.text)
    if match is None:
        return None if _parse.is_blank(span.text) else Parsed(None)
    own = span.chars[match.start() : match.end()]
    amount = _amounts.read(match[0])
    method = "amount+amount_grammar" if amount is not None and amount.repaired else "amount"
    return counting(Parsed(amount.value if amount is not None else None, method=method, least=0.95), span, own)


def _account(span: Span) -> Parsed | None:
    match = re.match(r"\d[\d\- ]{6,36}\d", span.text)
    if match is None:
        return _parse.account(span)
    return _parse.account(Span(span.page, span.chars[: match.end()]))


def _bank(span: Span) -> Parsed | None:
    value = span.text.strip(" _,.。:")
    if _parse.is_blank(value):
        return None
    return Parsed(
        value, least=0.93, doubt=None if re.search(r"(行|社|部|公司|中心|柜|所|厅)$", value) else "name_incomplete"
    )


def _end_of(which: int) -> _parse.Parser:
    both = _parse.period(which)

    def parse(span: Span) -> Parsed | None:
        match = _PERIOD.search(span.text)
        return both(Span(span.page, span.chars[match.start() : match.end()]) if match else span)

    return parse


_HOLDER = ("户名", "账户名称", "帐户名称", "客户名称", "单位名称", "账户名", "存款人名称", "客户姓名", "账户户名")
_NUMBER = ("账号", "帐号", "账户号码", "客户账号", "账户", "账号/卡号", "账户账号", "本方账号")
_BRANCH = ("开户行", "开户银行", "开户网点", "开户机构", "开户行名称", "开户行名", "账户开户行", "开户银行名称")
_SPAN_OF_DAYS = (
    "起止日期",
    "对账期间",
    "对帐期间",
    "查询期间",
    "日期范围",
    "交易日期范围",
    "账单期间",
    "期间",
    "查询日期",
    "起讫日期",
    "对账日期",
)
_FIRST_DAY = ("起始日期", "开始日期", "查询起始日期", "起始日", "查询起日", "开始时间")
_LAST_DAY = ("终止日期", "结束日期", "截止日期", "查询终止日期", "查询止日", "结束时间", "终止日", "查询截止日期")
_OPENING = ("期初余额", "上期余额", "承前余额", "起始余额", "期初账户余额", "上期结余")
_CLOSING = ("期末余额", "本期余额", "期末账户余额", "账户余额", "当前余额", "截止余额", "本期结余")

FORM = Form(
    fields={
        "account_name": Field(_HOLDER, _parse.company),
        "account_number": Field(_NUMBER, _account),
        "bank_name": Field(_BRANCH, _bank),
        "period_start": Field(_SPAN_OF_DAYS, _end_of(0), optional=True),
        "period_end": Field((), _end_of(1), optional=True),
        "(first)": Field(_FIRST_DAY, _parse.day, optional=True),
        "(last)": Field(_LAST_DAY, _parse.day, optional=True),
        "opening_balance": Field(_OPENING, _sum, optional=True),
        "closing_balance": Field(_CLOSING, _sum, optional=True),
    },
    stops=(
        "币种",
        "打印日期",
        "打印时间",
        "交易日期",
        "对方户名",
        "对方账号",
        "借方合计",
        "贷方合计",
        "借方笔数",
        "贷方笔数",
        "摘要",
        "余额",
        "借方发生额",
        "贷方发生额",
        "页码",
        "客户号",
        "账户类型",
        "账户性质",
    ),
    shared={"period_end": "period_start"},
)


def extract(views: Sequence[PageView]) -> Extraction:
    """Head and foot, and every booking under the witness of the balances."""
    fields = _head(views)
    for name, other in (("period_start", "(first)"), ("period_end", "(last)")):
        single = fields.pop(other)
        if fields[name].value is None:
            fields[name] = single if single.value is not None else NOT_FOUND
    _unlabelled_period(views, fields)
    rows = rows_of(views)
    _named_on_rows(rows, fields)
    table = entries(rows, fields["opening_balance"], VERSION)
    _ends(fields, table)
    return Extraction(fields=fields, tables={"entries": table.rows})


def _named_on_rows(rows: Sequence[BankRow], fields: dict[str, FieldValue]) -> None:
    """The account that an export repeats on every row; two different ones wait for a person."""
    for name, key in (("account_name", "own_name"), ("account_number", "own_number")):
        items = [row[key] for row in rows if key in row and "balance" in row]
        if fields[name].value is None and items:
            fields[name] = value_of(
                items[0].text,
                raw=items[0].text,
                place=items[0].place,
                confidence=items[0].sureness,
                method="column",
                extractor=VERSION,
                doubt="several_accounts" if len({i.text for i in items}) > 1 else None,
            )


def _unlabelled_period(views: Sequence[PageView], fields: dict[str, FieldValue]) -> None:
    """A period printed under the title without a label."""
    if fields["period_start"].value is not None or fields["period_end"].value is not None:
        return
    pattern = rf"(?:^|\n)\D{{0,12}}(?P<value>{_DAYS}(?:至|到|-|~|—)+{_DAYS})\D{{0,12}}(?=\n)"
    for name, which in (("period_start", 0), ("period_end", 1)):
        fields[name] = row_match(views[:1], (pattern,), _parse.period(which), VERSION, "shape") or NOT_FOUND


def _head(views: Sequence[PageView]) -> dict[str, FieldValue]:
    sheets = [v for v in views if v.page.source is TextSource.SPREADSHEET]
    fields = read(FORM, [v for v in views if v not in sheets], VERSION)
    for view in sheets:
        for name, value in sheet_head(view, FORM, VERSION).items():
            if fields[name].value is None:
                fields[name] = value
    return fields


def _ends(fields: dict[str, FieldValue], table: Entries) -> None:
    """Both balances under the witness of the chain; a balance that is not named apart is the table's own."""
    if fields["opening_balance"].value is None:
        fields["opening_balance"] = table.carried or ABSENT
    if fields["closing_balance"].value is None:
        fields["closing_balance"] = ABSENT
    closing, opening = fields["closing_balance"], fields["opening_balance"]
    if table.last is not None and closing.value is not None:
        agrees = closing.value == table.last.value
        if agrees and not closing.usable:
            fields["closing_balance"] = _vouched(closing)
        elif not agrees and closing.confidence < 0.995:
            fields["closing_balance"] = closing.model_copy(
                update={"status": Status.REVIEW, "confidence": 0.5, "reason": "balance_differs"}
            )
    if table.whole and opening.value is not None and not opening.usable:
        fields["opening_balance"] = _vouched(opening)


def _vouched(value: FieldValue) -> FieldValue:
    if value.evidence is None:
        return value
    evidence = value.evidence.model_copy(update={"method": value.evidence.method + "+balance_witness"})
    return FieldValue(value=value.value, status=Status.ACCEPTED, confidence=0.99, evidence=evidence)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
