"""A financial statement's table to rows of key, label and two amounts; what all three statements share.

Layouts seen: labels, line numbers (行次) and two value columns, once or side by side (assets left, liabilities right); this
period first or last; labels that wrap, indent, or carry 减:/加:/其中:; blanks, dashes and 0.00, which is a printed zero.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from extractors import _amounts
from extractors._columns import LABEL, SKIP, Assignment, Column, Header, assign, complete, find_header
from extractors._fragments import Fragment, fragments, levels, line_height
from extractors._grid_rows import GridRow, fill, pitch_of, rows_of
from extractors._statement_blurred import blurred_header
from extractors._statement_head import Head, day_field, owner_field, read_head, unit_field, unit_of
from extractors._statement_order import told_by_order
from extractors._statement_standard import standard_field
from extractors._statement_sums import Witness, misread, witness
from extractors._values import ACCEPT, Extraction, value_of
from extractors._view import PageView
from schemas import statement_lines
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Row
from standards import money

Resolve = Callable[[Sequence[Column]], Sequence[Column]]

_FOOTER = re.compile(
    r"^(?:单位|企业|公司|机构)?(?:负责人|法定代表人|法人代表|主管会计|会计机构|会计主管|财务负责人|财务主管|制表|复核|审核|填表|编制人|总会计师|报出日期)|^(?:后附|所附)?(?:财务报表)?附注|^注[:1]"
)
_LEDGER = re.compile(r"科目(?:编码|代码|名称).*借方|发生额及余额|科目余额")
_SUPPLEMENT = re.compile(r"^\W?补充资料")
_SURE = 0.995
"""A character this sure may be used although the sum around it fails."""

_BLURRED = 0.9
"""A label with a weaker character than this may be misread."""

_CUT = 0.02
"""A label that begins this near the page's left edge may have been cut."""


@dataclass(frozen=True)
class Form:
    """What tells one statement from another."""

    statement: str
    version: str
    roles: tuple[str, str]
    role_of: Callable[[str], str | None]
    resolve: Resolve
    period: bool


@dataclass(frozen=True)
class _Line:
    """A row with its key; `guessed` when the key is what its neighbours leave for it."""

    key: str | None
    row: GridRow
    guessed: bool = False


def extract(form: Form, views: Sequence[PageView]) -> Extraction:
    """The fields and lines of one statement."""
    rows: list[GridRow] = []
    above: list[Fragment] = []
    header: Header | None = None
    places: Assignment | None = None
    for view in views:
        items = fragments(view)
        found = find_header(items, form.role_of, _is_header)
        if found is None and header is None:
            found = blurred_header(items, form.period)
        if found is not None:
            resolved = form.resolve(found.columns)
            header, places = Header(tuple(resolved), found.top, found.bottom), None
            head_items = [f for f in items if f.middle_y < found.bottom]
        else:
            head_items = list(items) if header is None else []
        above += head_items if not rows else []
        if header is not None:
            top = found.bottom if found is not None else -1.0
            more, places = _page_rows(form, header, [f for f in items if f.middle_y > top], places)
            rows += more
    return _extraction(form, rows, read_head(above), header)


def _is_header(roles: Sequence[str]) -> bool:
    values = [r for r in roles if r not in (LABEL, SKIP)]
    return bool(values) and (LABEL in roles or SKIP in roles or len(values) >= 2)


def _page_rows(
    form: Form, header: Header, body: Sequence[Fragment], before: Assignment | None
) -> tuple[list[GridRow], Assignment | None]:
    """The rows of one page; `before` is where the columns stood on the page before."""
    end = min((f.top for f in body if _SUPPLEMENT.match(f.squeezed) and f.x0 < header.columns[0].x1), default=9.0)
    body = [part for f in body if f.top < end and not f.is_dash for part in _divided(form, f)]
    tall = 1.8 * line_height(body)
    texts = [f for f in body if not f.is_amount_like and not _FOOTER.match(f.squeezed) and f.height < tall]
    first = min((c.x0 for c in header.columns if c.role != LABEL), default=1.0)
    numbers = [f for f in body if f.is_amount_like and f.x1 > first - 0.12]
    columns = [c for c in complete(header.columns, numbers, form.roles) if c.role != LABEL]
    if not columns or not numbers:
        return [], before
    assigned = assign(numbers, columns)
    labels = [(f, block) for f in texts if (block := _block_of(f, columns, assigned)) is not None]
    rows = _unwrapped(form, [_without_noise(form, row) for row in rows_of(labels)])
    weights = [0.0 if _key(form, row.text, None) else 0.4 for row in rows]
    placed = [
        (f, columns[assigned.of[i]].block, columns[assigned.of[i]].role)
        for i, f in enumerate(numbers)
        if columns[assigned.of[i]].role != SKIP
    ]
    fill(rows, placed, weights)
    strays = _strays(numbers, assigned)
    for i, f in enumerate(numbers):
        if i in assigned.unclear or i in strays or columns[assigned.of[i]].unclear:
            for row in rows:
                for role, number in row.numbers.items():
                    if number is f:
                        row.doubts.setdefault(role, "column_unclear")
    return rows, assigned


_DASH = "-—–―一_"
_NUMBERED = re.compile(r"(.*[\u4e00-\u9fff)])(\d{1,3})")


def _divided(form: Form, f: Fragment) -> list[Fragment]:
    """A label apart from the empty cell's dash before it and the line number behind it, when they were read in one go."""
    text = f.squeezed
    if len(text) < 3 or not f.chars:
        return [f]
    if text[0] in _DASH and _exact_key(form, text[1:]) and (text[0] != "一" or not _exact_key(form, text)):
        return [levels([f])[0].part(1, len(text))]
    match = _NUMBERED.fullmatch(text)
    if match is not None and _exact_key(form, text) is None and _exact_key(form, match[1]):
        whole = levels([f])[0]
        return [whole.part(0, match.end(1)), whole.part(match.start(2), len(text))]
    return [f]


def _strays(numbers: Sequence[Fragment], assigned: Assignment) -> set[int]:
    """Numbers that a ruled grid puts into another column than nearly all others of theirs."""
    strays: set[int] = set()
    for column in set(assigned.of.values()):
        seats = {i: numbers[i].cell for i, k in assigned.of.items() if k == column}
        counted = Counter((c[0], c[2]) for c in seats.values() if c is not None)
        if not counted:
            continue
        usual, times = counted.most_common(1)[0]
        if times >= 0.8 * sum(counted.values()):
            strays |= {i for i, c in seats.items() if c is not None and (c[0], c[2]) != usual}
    return strays


def _block_of(f: Fragment, columns: Sequence[Column], assigned: Assignment) -> int | None:
    """The block whose label column the text stands in."""
    blocks = sorted({c.block for c in columns})
    for block in reversed(blocks):
        mine = [k for k, c in enumerate(columns) if c.block == block]
        left = min(assigned.left.get(k, columns[k].x0) for k in mine)
        before = [k for k, c in enumerate(columns) if c.block < block]
        start = max((assigned.right.get(k, columns[k].x1) for k in before), default=-1.0)
        if f.x0 >= start - 0.012:
            return block if f.x0 < left and f.middle_x < left + 0.02 else None
    return None


def _unwrapped(form: Form, rows: list[GridRow]) -> list[GridRow]:
    """Labels that run on in the next line joined to one row."""
    pitch = pitch_of(rows)
    done: list[GridRow] = []
    for row in rows:
        last = done[-1] if done else None
        if last is not None and last.block == row.block and row.y - last.y < 1.3 * pitch and _runs_on(form, last, row):
            last.labels = [*last.labels, *row.labels]
        else:
            done.append(row)
    return done


def _runs_on(form: Form, first: GridRow, second: GridRow) -> bool:
    cells = {f.cell for f in (*first.labels, *second.labels)}
    one_cell = len(cells) == 1 and None not in cells
    if _key(form, first.text, None) is not None or _key(form, second.text, None) is not None:
        return False
    return one_cell or _key(form, first.text + second.text, None) is not None


def _without_noise(form: Form, row: GridRow) -> GridRow:
    """A row whose label reads right without what stands beside it (a seal's characters, a note by hand)."""
    if len(row.labels) > 1 and _key(form, row.text, None) is None:
        known = [f for f in row.labels if _key(form, f.text, None) is not None]
        row.labels = known[:1] or row.labels
    return row


def _key(form: Form, label: str, standard: str | None) -> str | None:
    return _cached_key(label, form.statement, standard)


@lru_cache(maxsize=4096)
def _cached_key(label: str, statement: str, standard: str | None) -> str | None:
    return statement_lines.key_of(label, statement, standard)


def _extraction(form: Form, rows: Sequence[GridRow], head: Head, header: Header | None) -> Extraction:
    keys = [k for row in rows if (k := _key(form, row.text, None)) is not None]
    headers = frozenset(c.text for c in header.columns) if header is not None else frozenset()
    standard = standard_field(form.statement, keys, rows, head, headers, form.version)
    known = str(standard.value) if standard.value is not None else None
    lines = [_Line(_key(form, row.text, known), row) for row in rows if not _is_heading(row)]
    lines = [line for line in lines if line.key is not None or line.row.numbers]
    lines = _ordered(form, _without_headings(lines), known)
    fields = {
        "company_name": owner_field(head, form.version),
        **({"period_start": day_field(head, 1, form.version)} if form.period else {}),
        "period_end": day_field(head, 2, form.version),
        "unit": unit_field(head, form.version),
        "standard": standard,
    }
    table = _table(form, lines, known, head, fields["unit"].usable)
    return Extraction(fields=fields, tables={"lines": table})


def _ordered(form: Form, lines: Sequence[_Line], standard: str | None) -> list[_Line]:
    """The lines, with keys by their order for labels blurred or cut off; their amounts wait for a person."""
    told = told_by_order([li.row.text for li in lines], [li.key for li in lines], form.statement, standard)
    done = list(lines)
    for i, key in told.items():
        row = lines[i].row
        if row.sureness < _BLURRED or row.x < _CUT:
            done[i] = _Line(key, row, guessed=True)
            for role in row.numbers:
                row.doubts.setdefault(role, "row_unclear")
    return done


def _is_heading(row: GridRow) -> bool:
    """A label that ends in a colon and has no amounts opens a section (固定资产:)."""
    return not row.numbers and row.text.rstrip().endswith(":")


def _without_headings(lines: Sequence[_Line]) -> list[_Line]:
    """Without rows that have no amounts and name a line which comes again below, with amounts, in its own section."""
    later: dict[str, int] = {line.key: i for i, line in enumerate(lines) if line.key is not None and line.row.numbers}
    return [
        line
        for i, line in enumerate(lines)
        if line.row.numbers or line.key not in later or not i < later[line.key] <= i + 8
    ]


def _table(form: Form, lines: Sequence[_Line], standard: str | None, head: Head, unit_known: bool) -> tuple[Row, ...]:
    unit = unit_of(head) or "元"
    size = money.size_of(unit)
    columns = {role: _Values.of(form, lines, role, standard, size) for role in form.roles}
    table: list[Row] = []
    for i, line in enumerate(lines):
        row: Row = {"key": _key_value(form, line), "label": _label_value(form, line)}
        for role in form.roles:
            row[role] = columns[role].value(i, line, role, unit_known)
        table.append(row)
    return tuple(table)


@dataclass(frozen=True)
class _Values:
    """One value column: its amounts by line, its usual number of decimals, and what the sums say."""

    form: Form
    amounts: dict[int, _amounts.Amount]
    decimals: int | None
    size: Decimal
    sums: Witness
    misread: frozenset[int] = frozenset()

    @staticmethod
    def of(form: Form, lines: Sequence[_Line], role: str, standard: str | None, size: Decimal) -> _Values:
        amounts = {i: a for i, line in enumerate(lines) if (a := _amount(line.row.numbers.get(role))) is not None}
        mended = _mended(form, lines, role, standard, amounts)
        amounts |= mended
        counted = Counter(a.decimals for a in amounts.values() if a.value)
        usual, times = counted.most_common(1)[0] if counted else (None, 0)
        decimals = usual if times >= 0.8 * sum(counted.values()) else None
        printed: dict[str, list[Decimal]] = {}
        seen: set[tuple[str, str]] = set()
        for i, amount in amounts.items():
            key, label = lines[i].key, lines[i].row.text
            if key is not None and (key, label) not in seen and not _is_said_again(key, amount.value, printed):
                printed.setdefault(key, []).append(amount.value)
                seen.add((key, label))
        ulp = Decimal(1).scaleb(-(decimals if decimals is not None else 2))
        sums = witness(form.statement, standard, printed, ulp if size == 1 else ulp * Decimal("1.5"))
        return _Values(form, amounts, decimals, size, sums, frozenset(mended))

    def _must_be_printed(self, line: _Line, role: str) -> bool:
        """Whether an empty cell was rather not read: a total of a filled column, or a line that a failing sum lacks."""
        if line.key in _TOTALS and len(self.amounts) >= 5:
            return True
        beside = [a for r in line.row.numbers if r != role and (a := _amount(line.row.numbers[r])) is not None]
        return line.key in self.sums.open and any(a.value != 0 for a in beside)

    def _is_dwarfed(self, amount: _amounts.Amount, line: _Line) -> bool:
        """Whether the total of a whole balance sheet is less than half of an amount in it: digits are missing."""
        if line.key not in ("total_assets", "total_liabilities_equity"):
            return False
        return 2 * abs(amount.value) < max(abs(a.value) for a in self.amounts.values())

    def _is_disproved(self, f: Fragment, line: _Line) -> bool:
        """Whether every sum on the line's side fails, of at least two: the side was read with the wrong rows or columns.

        A sheet that is printed out of balance has sums that hold beside the one that does not.
        """
        if f.exact is not None or line.key is None:
            return False
        side = {key for key in self.sums.held | self.sums.broken if _is_asset(key) == _is_asset(line.key)}
        totals = side & self.sums.broken & _SECTIONS
        return len(side) >= 4 and len(totals) >= 2 and not side & self.sums.held

    def _is_unlike(self, amount: _amounts.Amount | None, f: Fragment, line: _Line) -> bool:
        """Whether the amount has other decimals than its column; zeros and amounts a share may."""
        if amount is None or f.exact is not None or self.decimals is None or _PER_SHARE.search(line.key or ""):
            return False
        return amount.decimals != self.decimals and amount.value != 0

    def value(self, index: int, line: _Line, role: str, unit_known: bool) -> FieldValue:
        """The cell's value; ABSENT when nothing is printed there."""
        f = line.row.numbers.get(role)
        if f is None:
            return NOT_FOUND if self._must_be_printed(line, role) else ABSENT
        amount = self.amounts.get(index)
        doubt = line.row.doubts.get(role) or (None if unit_known else "unit_unknown")
        sure, method = f.sureness, ["cell" if f.exact is not None else "column"]
        regular = True
        if amount is not None and amount.repaired:
            method.append("amount_grammar")
            regular = False
        if self._is_unlike(amount, f, line):
            regular = False
        confidence = sure if regular else 0.9 * sure
        held = line.key in self.sums.held
        broken = line.key in self.sums.broken and not held
        if held and sure >= 0.35:
            confidence = max(confidence, 0.985)
            method.append("sum_decoded+sum" if index in self.misread else "sum")
        elif broken and (sure < _SURE or not regular or line.key in self.sums.cut):
            doubt = doubt or "sum_fails"
        elif self._is_unlike(amount, f, line):
            doubt = doubt or "unlike_its_column"
        if amount is not None and not held and (self._is_dwarfed(amount, line) or self._is_disproved(f, line)):
            doubt = doubt or "sum_fails"
        return value_of(
            amount.value * (1 if _PER_SHARE.search(line.key or "") else self.size) if amount is not None else None,
            raw=f.text,
            place=f.place,
            confidence=confidence,
            method="+".join(method),
            extractor=self.form.version,
            doubt=doubt,
            accept=ACCEPT,
            sureness=sure,
        )


def _mended(
    form: Form, lines: Sequence[_Line], role: str, standard: str | None, amounts: Mapping[int, _amounts.Amount]
) -> dict[int, _amounts.Amount]:
    """Amounts that their sums show to be misread, as the recogniser's other readings have them."""
    cells: dict[str, list[int]] = {}
    seen: set[tuple[str, str]] = set()
    others: dict[Hashable, Sequence[_amounts.Reading]] = {}
    for i, line in enumerate(lines):
        f = line.row.numbers.get(role)
        if line.key is None or f is None or (line.key, line.row.text) in seen:
            continue
        seen.add((line.key, line.row.text))
        cells.setdefault(line.key, []).append(i)
        if f.exact is None and (readings := _amounts.readings(f.chars)):
            others[i] = readings
    values: dict[Hashable, Decimal] = {i: a.value for i, a in amounts.items()}
    found = misread(form.statement, standard, cells, values, others)
    return {i: r.amount for i, r in found.items() if isinstance(i, int)}


def _is_said_again(key: str, value: Decimal, printed: Mapping[str, Sequence[Decimal]]) -> bool:
    """Whether 其中:营业收入 repeats 营业总收入, which is no second amount to add."""
    return key == "revenue" and value in printed.get(key, ())


_PER_SHARE = re.compile(r"_eps$")
"""Amounts a share are printed in yuan whatever the statement's unit."""

_ASSET_SECTIONS = frozenset({"total_current_assets", "total_nc_assets", "total_assets"})

_SECTIONS = frozenset(
    line.section
    for statement in ("balance_sheet", "income_statement", "cash_flow_statement")
    for line in statement_lines.lines(statement)
) | {"total_assets", "total_liabilities_equity"}
"""Keys of lines that are sums of others."""


@cache
def _is_asset(key: str) -> bool:
    """Whether a line stands on a balance sheet's side of assets."""
    return key in _ASSET_SECTIONS or any(
        line.key == key and line.section in _ASSET_SECTIONS for line in statement_lines.lines("balance_sheet")
    )


_TOTALS = frozenset(
    {"operating_profit", "total_profit", "net_profit", "total_assets", "total_current_assets", "total_liabilities"}
    | {"total_current_liabilities", "total_equity", "total_liabilities_equity"}
)
"""Lines that no filled statement leaves empty."""


def _amount(f: Fragment | None) -> _amounts.Amount | None:
    if f is None:
        return None
    if f.exact is not None:
        value = Decimal(f.exact)
        exponent = value.as_tuple().exponent
        return _amounts.Amount(value, -exponent if isinstance(exponent, int) else 0, False)
    return _amounts.read(f.text)


def _label_value(form: Form, line: _Line) -> FieldValue:
    """The label as printed; a label that reads like a known one to the letter is sure."""
    known = line.key is not None and _is_exact(form, line)
    return _from_row(
        form, line.row, line.row.text, max(line.row.sureness, 0.98) if known else line.row.sureness, "label"
    )


def _key_value(form: Form, line: _Line) -> FieldValue:
    if line.key is None:
        return ABSENT
    sure = 0.5 if line.guessed else 0.99 if _is_exact(form, line) else 0.975
    return _from_row(form, line.row, line.key, sure, "order" if line.guessed else "label")


def _is_exact(form: Form, line: _Line) -> bool:
    return line.key is not None and _exact_key(form, line.row.text) == line.key


def _from_row(form: Form, row: GridRow, value: str, confidence: float, method: str) -> FieldValue:
    return value_of(
        value,
        raw=row.text,
        place=row.labels[0].place,
        confidence=confidence,
        method=method,
        extractor=form.version,
        accept=0.9,
    )


def recognise(form: Form, view: PageView, titles: Sequence[str], against: Iterable[str] = ()) -> float:
    """How surely a page is this statement: its title, its header, and how many of its labels are there."""
    items = fragments(view)
    labels = [f.squeezed for f in items if not f.is_amount_like and 2 <= len(f.squeezed) <= 40]
    keys = {k for text in labels if (k := _exact_key(form, text)) is not None}
    own = {k for k in keys if not _shared(k)}
    top = sorted(items, key=lambda f: f.middle_y)[: max(12, len(items) // 5)]
    heading = re.sub(r"\s+", "", "".join(f.squeezed for f in sorted(top, key=lambda f: (round(f.middle_y, 2), f.x0))))
    titled = any(t in heading for t in titles) and not any(w in heading for w in against)
    header = find_header(items, form.role_of, _is_header) is not None
    score = min(len(own), 12) / 12 * (0.3 if _LEDGER.search(heading) else 1.0)
    return round(min(0.99, 0.55 * score + (0.32 if titled else 0.0) + (0.12 if header and score > 0.2 else 0.0)), 4)


def _exact_key(form: Form, text: str) -> str | None:
    plain = statement_lines.normalise(text)
    return _vocabulary(form.statement).get(plain)


@cache
def _vocabulary(statement: str) -> dict[str, str]:
    """Normalised labels to keys."""
    return {
        statement_lines.normalise(label): line.key
        for line in statement_lines.lines(statement)
        for label in (line.label, *line.synonyms)
    }


def _shared(key: str) -> bool:
    """Whether the label occurs in other papers too (账户余额 of ledgers, notes)."""
    return key in ("cash_begin", "cash_end")
