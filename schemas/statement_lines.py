"""The lines of balance sheet, income statement and cash-flow statement: keys, labels, formats and sums.

The data stands in `statement_lines.yaml`. Formats (`standard`): cas_2007, cas_2017, cas_2018, cas_2019a, cas_2019 (企业会计准则
and its later statement forms), small_enterprise (小企业会计准则, 2013) and old_2001 (企业会计制度).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from schemas.core import Record

STATEMENTS = ("balance_sheet", "income_statement", "cash_flow_statement")
STANDARDS = {
    "07": "cas_2007",
    "17": "cas_2017",
    "18": "cas_2018",
    "19a": "cas_2019a",
    "19": "cas_2019",
    "se": "small_enterprise",
    "old": "old_2001",
}
"""Short names in the data file to the names of the package."""

MEMO = "memo"
TOP = "top"


class StatementLine(Record):
    """One line: where it stands, what it is called, and how it enters its subtotal (`sign` +1 or -1)."""

    key: str
    label: str
    synonyms: tuple[str, ...]
    section: str
    sign: int
    standards: frozenset[str]
    merged: frozenset[str]
    plus_in: frozenset[str]
    elsewhere: dict[str, str]

    def section_in(self, standard: str | None) -> str:
        """The subtotal that the line belongs to in a format; `memo` where it only explains another line."""
        if standard in self.merged:
            return MEMO
        return self.elsewhere.get(standard or "", self.section)

    def sign_in(self, standard: str | None) -> int:
        """+1 when the printed value is added, -1 when it is taken away."""
        return 1 if standard in self.plus_in else self.sign


class Formula(Record):
    """A printed total and the signed lines that make it up; lines that are not printed count as nothing."""

    total: str
    terms: tuple[tuple[str, int], ...]


@cache
def lines(statement: str) -> tuple[StatementLine, ...]:
    """All lines of a statement, in printing order.

    Raises:
        KeyError: no such statement.
    """
    data = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return tuple(_line(entry) for entry in data[statement])


def _line(entry: dict[str, object]) -> StatementLine:
    """A line from its entry in the data file."""

    def named(field: str) -> frozenset[str]:
        short = entry.get(field)
        return frozenset(STANDARDS[str(s)] for s in short) if isinstance(short, list) else frozenset()

    elsewhere = entry.get("elsewhere")
    also = entry.get("also")
    return StatementLine(
        key=str(entry["key"]),
        label=str(entry["label"]),
        synonyms=tuple(also) if isinstance(also, list) else (),
        section=str(entry["in"]),
        sign=int(str(entry.get("sign", 1))),
        standards=named("formats") or frozenset(STANDARDS.values()),
        merged=named("merged"),
        plus_in=named("plus_in"),
        elsewhere={STANDARDS[k]: str(v) for k, v in elsewhere.items()} if isinstance(elsewhere, dict) else {},
    )


def label_of(key: str) -> str:
    """The usual Chinese label of a key, the key itself when it is unknown.

    >>> label_of('total_current_assets')
    '流动资产合计'
    """
    return _labels().get(key, key)


@cache
def _labels() -> dict[str, str]:
    return {line.key: line.label for statement in STATEMENTS for line in lines(statement)}


def is_memo(key: str, statement: str, standard: str | None = None) -> bool:
    """Whether the line only repeats or explains another one in this format.

    >>> is_memo('interest_payable', 'balance_sheet', 'cas_2019'), is_memo('interest_payable', 'balance_sheet', 'cas_2007')
    (True, False)
    """
    return any(line.key == key and line.section_in(standard) == MEMO for line in lines(statement))


def _sum_of(statement: str, total: str, standard: str | None) -> Formula:
    terms = tuple((line.key, line.sign_in(standard)) for line in lines(statement) if line.section_in(standard) == total)
    return Formula(total=total, terms=terms)


def balance_formula(standard: str | None) -> tuple[Formula, ...]:
    """The sums of a balance sheet, inner ones first.

    A format that prints no total of non-current assets adds their lines to the current assets directly.

    >>> [f.total for f in balance_formula('cas_2007')][:3]
    ['total_current_assets', 'total_nc_assets', 'total_assets']
    >>> balance_formula('small_enterprise')[-1]
    Formula(total='fixed_assets', terms=(('fixed_assets_cost', 1), ('accumulated_depreciation', -1)))
    """
    totals = ["total_current_assets", "total_nc_assets", "total_assets", "total_current_liabilities"]
    totals += ["total_nc_liabilities", "total_liabilities", "total_equity", "total_liabilities_equity"]
    formulas = [_sum_of("balance_sheet", total, standard) for total in totals]
    if standard == "old_2001":
        nc_assets, assets = formulas[1], formulas[2]
        terms = (("total_current_assets", 1), *nc_assets.terms)
        formulas[1:3] = [assets.model_copy(update={"terms": terms})]
    if standard == "small_enterprise":
        terms = (("fixed_assets_cost", 1), ("accumulated_depreciation", -1))
        formulas.append(Formula(total="fixed_assets", terms=terms))
    return tuple(formulas)


def income_formula(standard: str | None) -> tuple[Formula, ...]:
    """The sums of an income statement: operating profit, total profit, net profit, and total comprehensive income.

    >>> dict(income_formula('cas_2007')[0].terms)['asset_impairment']
    -1
    >>> dict(income_formula('cas_2019')[0].terms)['asset_impairment']
    1
    """
    totals = ("operating_profit", "total_profit", "net_profit", "total_comprehensive_income")
    formulas = [_sum_of("income_statement", total, standard) for total in totals]
    if standard == "old_2001":
        terms = (("revenue", 1), ("cost", -1), ("taxes_surcharges", -1))
        formulas.insert(0, Formula(total="main_profit", terms=terms))
    return tuple(formulas)


def cash_flow_formula(standard: str | None) -> tuple[Formula, ...]:
    """The sums of a cash-flow statement; `small_enterprise` prints no subtotals of inflow and outflow.

    >>> [f.total for f in cash_flow_formula('cas_2007')][-2:]
    ['net_increase', 'cash_end']
    """
    totals = ("cf_op_in", "cf_op_out", "cfo", "cf_inv_in", "cf_inv_out", "cfi", "cf_fin_in", "cf_fin_out", "cff")
    return tuple(_sum_of("cash_flow_statement", total, standard) for total in (*totals, "net_increase", "cash_end"))


_TRADITIONAL = str.maketrans({"帐": "账", "它": "他", "賬": "账", "於": "于"})
_NOTE = re.compile(
    r"\([^()]*\)|\([^()]*$|[(]?(?:净)?(?:亏损|损失|收益|减少|亏损总额|净亏损|净损失)以.{0,6}号?(?:填列|列示)\)?"
)
_NUMBERING = re.compile(
    r"^(?:[*#△▲☆★·•]|\(?[一二三四五六七八九十]{1,2}[、.,)]|\(?\d{1,2}[、.)]|(?:减|加|其中)[::;]|(?:减|加|其中)(?=.{3}))+"
)
_PUNCTUATION = re.compile(r"[、,.;::。“”\"'‘’\-—_·]")


def normalise(label: str) -> str:
    """A label without white space, numbering, 减/加/其中, bracketed notes and punctuation.

    >>> normalise(' 二、营业利润(亏损以“-”号填列)'), normalise('减: 库 存 股'), normalise('应收帐款')
    ('营业利润', '库存股', '应收账款')
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", label)).translate(_TRADITIONAL)
    text = _NUMBERING.sub("", _NOTE.sub("", text))
    return _PUNCTUATION.sub("", text)


@cache
def _index(statement: str) -> dict[str, str]:
    """Normalised label to key."""
    index: dict[str, str] = {}
    for line in lines(statement):
        for label in (line.label, *line.synonyms):
            index.setdefault(_squeezed(normalise(label), statement), line.key)
    return index


def _squeezed(text: str, statement: str) -> str:
    """Cash-flow labels differ between printers in 的 and 所, which carry no meaning there."""
    return re.sub("[的所]", "", text) if statement == "cash_flow_statement" else text


def key_of(label: str, statement: str, standard: str | None = None) -> str | None:
    """The key of a printed label, null when it is none of ours or could be two of them.

    A label of five characters or more may have one character misread or lost, as long as only one line fits. `standard`
    decides where a label means different lines in different formats.

    >>> key_of('一、营业收入', 'income_statement'), key_of('减:累计折旧', 'balance_sheet')
    ('revenue', 'accumulated_depreciation')
    >>> key_of('流动资声合计', 'balance_sheet')
    'total_current_assets'
    >>> key_of('应收账据', 'balance_sheet') is None, key_of('其他应口款', 'balance_sheet') is None
    (True, True)
    """
    text = _squeezed(normalise(label), statement)
    index = _index(statement)
    for candidate in _readings(text, statement):
        if candidate in index:
            return index[candidate]
    keys = _similar(text, _printed(index, statement, standard)) if len(text) >= 5 else set()
    return keys.pop() if len(keys) == 1 else None


def _readings(text: str, statement: str) -> tuple[str, ...]:
    """The label, and what is left when 减, 加 or (not in a balance sheet) a numeral lost its separator."""
    marks = "减加" if statement == "balance_sheet" else "一二三四五六七八九十减加"
    return (text, re.sub(f"^[{marks}]", "", text))


def _printed(index: dict[str, str], statement: str, standard: str | None) -> list[tuple[str, str]]:
    """Labels and keys that may appear in a format; all of them when it is unknown."""
    if standard is None:
        return list(index.items())
    keys = {line.key for line in lines(statement) if standard in line.standards | line.merged}
    return [(label, key) for label, key in index.items() if key in keys]


def _similar(text: str, labels: list[tuple[str, str]]) -> set[str]:
    """Keys of the labels that one misread, lost or added character turns into the text."""
    return {key for label, key in labels if _one_slip(label, text)}


def _one_slip(label: str, text: str) -> bool:
    """Whether one character was misread, lost or added."""
    if len(label) == len(text):
        return sum(x != y for x, y in zip(label, text, strict=True)) == 1
    return _one_missing(label, text) or _one_missing(text, label)


def _one_missing(longer: str, shorter: str) -> bool:
    """Whether dropping one character of `longer` gives `shorter`."""
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


_FINGERPRINTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("cas_2018", frozenset({"notes_and_accounts_receivable", "notes_and_accounts_payable"})),
    (
        "cas_2019",
        frozenset(
            {
                "receivables_financing",
                "contract_assets",
                "contract_liabilities",
                "right_of_use_assets",
                "credit_impairment",
            }
            | {"lease_liabilities", "debt_investments", "other_debt_investments", "other_equity_instruments_inv"}
        ),
    ),
    (
        "small_enterprise",
        frozenset({"short_term_investments", "lt_bond_investments", "fixed_assets_cost", "raw_materials"}),
    ),
    ("cas_2018", frozenset({"rd_expense"})),
    ("cas_2017", frozenset({"held_for_sale_assets", "held_for_sale_liabilities", "disposal_gain", "other_income"})),
    (
        "cas_2007",
        frozenset({"afs_fin_assets", "htm_investments", "trading_fin_assets", "asset_impairment", "fair_value_gain"}),
    ),
)


def standard_of(keys: Iterable[str]) -> str | None:
    """The format that the printed lines give away, null when they fit several.

    >>> standard_of(['monetary_funds', 'contract_assets']), standard_of(['monetary_funds'])
    ('cas_2019', None)
    """
    printed = set(keys)
    if "main_profit" in printed or "total_intangible_and_other" in printed:
        return "old_2001"
    return next((name for name, marks in _FINGERPRINTS if marks & printed), None)


def misfits(keys: Iterable[str], statement: str) -> dict[str, float]:
    """How badly each format fits the printed lines: lines that it does not have, and (less) its own that are not printed.

    Lines that every format has, memo lines and those of groups say nothing.

    >>> found = misfits(['notes_receivable', 'accounts_receivable', 'afs_fin_assets', 'held_for_sale_assets'], 'balance_sheet')
    >>> found['cas_2019a'] < found['cas_2018'], found['cas_2019a'] < found['cas_2017']
    (True, True)
    """
    printed = set(keys)
    telling = [line for line in lines(statement) if _tells(line)]
    return {
        standard: sum(_misfit(line, standard, line.key in printed) for line in telling)
        for standard in STANDARDS.values()
    }


def _tells(line: StatementLine) -> bool:
    return len(line.standards | line.merged) < len(STANDARDS) and line.section != MEMO and line.key not in _GROUPS


_GROUPS = {"minority_interest", "parent_equity", "translation_differences", "general_risk_reserve"}
"""Lines of consolidated statements only."""


def _misfit(line: StatementLine, standard: str, printed: bool) -> float:
    if printed:
        return 0.0 if standard in line.standards else 0.3 if standard in line.merged else 1.0
    return 0.4 if standard in line.standards else 0.0
