"""明细账 (subsidiary ledger) of a company, or the list of detail balances (往来明细表, 明细余额表) that back offices export.

Issuer: the company's bookkeeping program. Layouts seen: bookings (日期, 凭证字号, 摘要, 对方科目, 借方, 贷方, 方向, 余额) under the account
and the counterparty, several accounts on one page or sheet; month and day in columns of their own; or one row a counterparty
with opening balance, turnover and closing balance over 借 and 贷, or with one balance and 方向. Traps: 期初余额, 本月合计 and 本年累计 rows
(no bookings, they vouch for the others); a bank statement looks alike but counts the other way round.
Source: 会计基础工作规范 (财政部令第98号) Art. 56-62, 会计档案管理办法.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _book_rows, _ledger_balances, _ledger_context, _ledger_entries, _words
from extractors._book_columns import BookHeader, Layout, find, plain
from extractors._book_head import heading_of, own_head
from extractors._book_rows import Block
from extractors._book_sums import Verdict, value
from extractors._columns import SKIP
from extractors._fragments import Fragment, fragments
from extractors._ledger_context import Context
from extractors._ledger_entries import Line
from extractors._statement_head import Head, day_field, owner_field, unit_of
from extractors._values import Extraction
from extractors._view import PageView
from schemas.core import ABSENT, FieldValue, Row
from standards import money

TITLE_ZH = "明细账"
VERSION = "subsidiary_ledger/1"

_ROLES = (
    ("account_code", re.compile(r"(?:会计)?科目(?:编[码号]|代码)")),
    ("counter_account", re.compile(r"(?:对方|对应|对应方)科目(?:名称|编码)?")),
    ("account_name", re.compile(r"(?:会计|明细|总账)?科目(?:名称)?|户名")),
    ("date", re.compile(r"(?:记[账帐]|凭证|业务|制单|入[账帐]|发生)?(?:日期|时间)|年月日|月日")),
    ("month", re.compile(r"月")),
    ("day", re.compile(r"日")),
    ("voucher", re.compile(r"(?:记[账帐])?凭证(?:字号?|号数?|编号|号码|种类号?)?|字号|凭证字?号?数?|凭证类型号")),
    ("summary", re.compile(r"(?:业务)?摘要(?:说明)?|说明")),
    ("counterparty", re.compile(r"(?:往来单位|客户|供应商|核算项目|辅助核算|辅助项|往来)(?:名称)?")),
    ("debit", re.compile(r"(?:本期|本币)?借方(?:金额|发生额|本币)?(?:本币)?")),
    ("credit", re.compile(r"(?:本期|本币)?贷方(?:金额|发生额|本币)?(?:本币)?")),
    ("direction", re.compile(r"(?:余额|借贷)?方向|借贷|借或贷")),
    ("balance", re.compile(r"(?:期末|本币|账面)?余额(?:金额|本币)?|结存(?:金额)?")),
)
_SKIPPED = re.compile(r"序号|行次|备注|币种|汇率|数量|单价|部门|制单人?|页码|年|编码|核对|附件.*|结算.*|业务员|项目")
_TITLE = re.compile(
    r"明细[账帐]|明细分类[账帐]|三栏式|日记[账帐]|往来.{0,4}[账帐](?!龄)|(?:客户|供应商|辅助|科目|部门).{0,6}明细"
)
_LIST_TITLE = re.compile(
    r"(?:应[收付]|预[收付]|其他应[收付]|往来|明细|客户|供应商|单位|辅助|核算项目|款项?).{0,10}(?:余额|明细|汇总|清单|情况|对账)"
)
_BANK = (r"户名[:]", r"[账帐]号[:]", r"开户(?:行|银行|网点)", r"对[账帐]单", r"交易(?:日期|流水|明细)", r"对方[账帐户]")
_NEVER = (r"审计报告", r"财务报表附注", r"询证函", r"完税证明", r"申报表", r"信用报告")


def _role(text: str) -> str | None:
    core = plain(text)
    for role, pattern in _ROLES:
        if pattern.fullmatch(core):
            return role
    return SKIP if _SKIPPED.fullmatch(core) else None


def _good(roles: frozenset[str]) -> bool:
    return {"summary", "debit", "credit", "balance"} <= roles and bool(roles & {"date", "month", "voucher"})


LAYOUT = Layout(_role, _good, lambda role: role in ("debit", "credit", "balance"))
"""Of bookings; `_ledger_balances.LAYOUT` is that of lists."""


def recognise(view: PageView) -> float:
    """How surely the page is a subsidiary ledger or a list of detail balances (0..1)."""
    items = fragments(view)
    header = find(items, LAYOUT)
    text = _words.page_text(view)
    if _words.count(text, _NEVER):
        return 0.1
    if header is not None:
        return _as_ledger(header, items, text)
    listed = find(items, _ledger_balances.LAYOUT)
    return _as_list(listed, items) if listed is not None else 0.0


def _as_ledger(header: BookHeader, items: Sequence[Fragment], text: str) -> float:
    heading = heading_of(items, header.top)
    roles = {c.role for c in header.columns}
    own = len(roles & {"voucher", "direction", "counter_account", "account_name", "account_code", "month"})
    titled = _TITLE.search(heading) is not None
    bank = _words.count(heading, _BANK)
    if bank >= 2 or (bank and not titled) or re.search(r"总分类[账帐]|总[账帐](?!科目)", heading):
        return 0.2
    if not titled and own < 2:
        return 0.3
    score = 0.5 + 0.06 * min(own, 4) + (0.25 if titled else 0.0) + (0.05 if "科目" in heading else 0.0)
    return round(min(0.98, score), 4)


def _as_list(header: BookHeader, items: Sequence[Fragment]) -> float:
    heading = heading_of(items, header.top)
    roles = {c.role for c in header.columns}
    amounts = sum(_ledger_balances.LAYOUT.is_amount(r) for r in roles)
    titled = _LIST_TITLE.search(heading) is not None
    if re.search(r"账龄|帐龄|资产负债|利润|固定资产|贷款|借款合同|发票|工资|库存|存货", heading):
        return 0.2
    if not titled and (amounts < 4 or not any(r.startswith("opening") for r in roles)):
        return 0.2
    if titled and amounts < 2 and not re.search(r"应[收付]|预[收付]|往来", heading):
        return 0.3
    return round(min(0.97, 0.5 + 0.06 * min(amounts, 5) + (0.2 if titled else 0.0)), 4)


def extract(views: Sequence[PageView]) -> Extraction:
    """The head, and the bookings or the detail balances."""
    blocks = _book_rows.read(views, LAYOUT)
    if not blocks:
        return _list(_book_rows.read(views, _ledger_balances.LAYOUT))
    head, context = own_head(blocks), Context()
    lines: list[Line] = []
    first: dict[str, FieldValue] = {}
    for block in blocks:
        if block.above:
            context = _ledger_context.next_context(context, block.above, VERSION)
        first = first or dict(context.values)
        for row in block.rows:
            if row.is_text:
                context = _ledger_context.next_context(context, row.parts, VERSION)
            elif (line := _ledger_entries.line_of(row, context)) is not None:
                lines.append(line)
    return _ledger(blocks, head, lines, first)


def _ledger(blocks: Sequence[Block], head: Head, lines: list[Line], context: dict[str, FieldValue]) -> Extraction:
    has_sides = any(c.role == "direction" for b in blocks for c in b.header.columns)
    verdict = _ledger_entries.judged(lines, has_sides)
    year = head.period[2].year if head.period is not None else None
    entries = tuple(
        _ledger_entries.row_of(line, i, verdict, VERSION, year, has_sides)
        for i, line in enumerate(lines)
        if line.kind == "entry"
    )
    several = len({tuple((k, v.value) for k, v in sorted(line.context.items())) for line in lines}) > 1
    fields = _fields(head, {} if several else context)
    return Extraction(fields={**fields, **_ends(lines, verdict, several)}, tables={"entries": entries, "balances": ()})


def _ends(lines: Sequence[Line], verdict: Verdict, several: bool) -> dict[str, FieldValue]:
    """The balance carried into a single account and its last one."""
    if several or not lines:
        return {"opening_balance": ABSENT, "closing_balance": ABSENT}
    carried = next((i for i, line in enumerate(lines) if line.kind == "carried"), None)
    last = max((i for i, line in enumerate(lines) if "balance" in line.row.cells), default=None)

    def end(i: int | None) -> FieldValue:
        return ABSENT if i is None else value(lines[i].row, (i, "balance"), verdict, VERSION)

    return {"opening_balance": end(carried if carried == 0 else None), "closing_balance": end(last)}


def _list(blocks: Sequence[Block]) -> Extraction:
    head, context = own_head(blocks), Context()
    if blocks:
        context = _ledger_context.next_context(context, blocks[0].above, VERSION)
    rows = _ledger_balances.entries_of([row for block in blocks for row in block.rows if not row.is_text])
    size = money.size_of(unit_of(head) or "元")
    known = {k: v for k, v in context.values.items() if k != "counterparty"}
    table: tuple[Row, ...] = _ledger_balances.table(rows, [known] * len(rows), size, VERSION)
    nothing: dict[str, FieldValue] = {"opening_balance": ABSENT, "closing_balance": ABSENT}
    return Extraction(fields={**_fields(head, known), **nothing}, tables={"entries": (), "balances": table})


def _fields(head: Head, context: dict[str, FieldValue]) -> dict[str, FieldValue]:
    return {
        "company_name": owner_field(head, VERSION),
        **{name: context.get(name, ABSENT) for name in ("account_code", "account_name", "counterparty")},
        "period_start": day_field(head, 1, VERSION),
        "period_end": day_field(head, 2, VERSION),
    }


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
