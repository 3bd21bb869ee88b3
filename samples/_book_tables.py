"""A company's subsidiary ledgers and receivables by age: true figures that add up, and their tables."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from samples import _data
from samples._book_grid import Entry, Grid, Look, delimited, sheets, workbook
from samples._paper import Paper

ZERO = Decimal("0.00")
_TRADES = (
    "机电",
    "建材",
    "食品",
    "贸易",
    "纺织",
    "电子",
    "物资",
    "化工",
    "包装",
    "汽配",
    "五金",
    "商贸",
    "实业",
    "科技",
)
_KINDS = ("有限公司", "有限公司", "有限责任公司", "股份有限公司", "厂", "经营部", "商行")
_AGES = (
    (("1年以内", 0, 12), ("1-2年", 12, 24), ("2-3年", 24, 36), ("3年以上", 36, None)),
    (("1年以内(含1年)", 0, 12), ("1至2年", 12, 24), ("2至3年", 24, 36), ("3至4年", 36, 48), ("4至5年", 48, 60), ("5年以上", 60, None)),
    (("3个月以内", 0, 3), ("3-6个月", 3, 6), ("6-12个月", 6, 12), ("1-2年", 12, 24), ("2年以上", 24, None)),
    (("≤3月", 0, 3), ("3-6月", 3, 6), ("6-12月", 6, 12), ("1年以上", 12, None)),
    (("0-30天", 0, 1), ("31-60天", 1, 2), ("61-90天", 2, 3), ("90天以上", 3, None)),
    (("一年以内", 0, 12), ("一至二年", 12, 24), ("二至三年", 24, 36), ("三年以上", 36, None)),
)  # fmt: skip


def firm(rng: random.Random) -> str:
    """A trading partner's name."""
    place = rng.choice(_data.PLACES).city.rstrip("市")
    return f"{place}{rng.choice(_data.BRANDS)}{rng.choice(_TRADES)}{rng.choice(_KINDS)}"


def firms(rng: random.Random, count: int) -> list[str]:
    """Different trading partners."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[firm(rng)] = None
    return list(found)


def money(rng: random.Random, low: int, high: int) -> Decimal:
    """An amount; small ones are as likely as large ones."""
    size = low * (high / low) ** rng.random()
    return Decimal(str(size)).quantize(Decimal(rng.choice(("1", "1", "0.1", "0.01", "0.01")))).quantize(Decimal("0.01"))


def scaled(values: list[Decimal], total: Decimal | None) -> list[Decimal]:
    """The values in the same proportions with another sum; as they are without one."""
    if total is None:
        return values
    factor = total / sum(values, ZERO)
    found = [(v * factor).quantize(Decimal("0.01")) for v in values]
    found[0] += total - sum(found, ZERO)
    return found


def text_of(value: Decimal | None) -> str | None:
    """An amount as the truth file has it."""
    return None if value is None else f"{value:.2f}"


def made(paper: Paper, grid: Grid, form: str, look: Look, name: str) -> tuple[Paper, bytes | None]:
    """The paper with its sheets, or as a file when `form` is xlsx or csv."""
    if form == "paper":
        paper.sheets = sheets(grid, look)
        return paper, None
    data, paper.cells = workbook(grid, name) if form == "xlsx" else delimited(grid)
    return paper, data


def ledger(
    name: str, year: int, rng: random.Random, look: Look, form: str = "paper", count: int = 14
) -> tuple[Paper, bytes | None]:
    """The bookings of one customer or supplier in a year, with monthly sums."""
    receivable = rng.random() < 0.6
    code, account = ("1122", "应收账款") if receivable else ("2202", "应付账款")
    partner, sign = firm(rng), 1 if receivable else -1
    apart, counter = rng.random() < 0.3, rng.random() < 0.6
    balance = opening = money(rng, 20000, 900000)
    day, number, truth = date(year, 1, 3), 1, []
    rows: list[list[Entry]] = []
    side = "借" if sign > 0 else "贷"

    def put(i: int | None, cells: list[tuple[str, Entry]]) -> None:
        picked = dict(cells)
        rows.append(
            [
                (v, f"entries[{i}].{m}" if i is not None and m is not None else None)
                for v, m in (picked.get(c, (None, None)) for c in columns)
            ]
        )

    columns = [*(("month", "day") if apart else ("date",)), "voucher", "summary", *(("counter",) if counter else ())]
    columns += ["debit", "credit", "direction", "balance"]
    put(None, [("summary", ("上年结转", None)), ("direction", (side, None)), ("balance", (opening, None))])
    rows[-1][-1] = (opening, "opening_balance")
    sums, whole, month = [ZERO, ZERO], [ZERO, ZERO], 1
    for i in range(count):
        day = min(day + timedelta(days=rng.randrange(3, 40)), date(year, 12, 31))
        if day.month != month and sums != [ZERO, ZERO]:
            put(None, _sum_cells("本月合计", sums, side, balance))
            if rng.random() < 0.5:
                put(None, _sum_cells("本年累计", whole, side, balance))
            sums = [ZERO, ZERO]
        month = day.month
        paid = balance > 30000 and rng.random() < 0.5
        amount = (
            (balance * Decimal(str(round(rng.uniform(0.1, 0.9), 2)))).quantize(Decimal("0.01"))
            if paid
            else money(rng, 3000, 400000)
        )
        debit = amount if paid != receivable else None
        credit = None if debit is not None else amount
        balance += -amount if paid else amount
        sums = [sums[0] + (debit or ZERO), sums[1] + (credit or ZERO)]
        whole = [whole[0] + (debit or ZERO), whole[1] + (credit or ZERO)]
        summary = (
            rng.choice(("收货款", "收到货款", "银行回款") if receivable else ("付货款", "支付材料款"))
            if paid
            else rng.choice(
                ("销售商品", "开具发票", "销货款") if receivable else ("采购材料入库", "购料款", "暂估入库")
            )
        )
        other = "银行存款" if paid else "主营业务收入" if receivable else "原材料"
        voucher = f"记-{number:04d}" if count % 2 else f"记字第{number}号"
        number += rng.randrange(1, 30)
        put(
            i,
            [
                ("date", (day.isoformat(), "date")),
                ("month", (day.month, "date")),
                ("day", (day.day, "date")),
                ("voucher", (voucher, "voucher")),
                ("summary", (summary, "summary")),
                ("counter", (other, "counter_account")),
                ("debit", (debit, "debit")),
                ("credit", (credit, "credit")),
                ("direction", (side, "direction")),
                ("balance", (balance, "balance")),
            ],
        )
        truth.append(
            {
                "account_code": code,
                "account_name": account,
                "counterparty": partner,
                "date": day.isoformat(),
                "voucher": voucher,
                "summary": summary,
                "counter_account": other if counter else None,
                "debit": text_of(debit),
                "credit": text_of(credit),
                "direction": "debit" if sign > 0 else "credit",
                "balance": text_of(balance),
            }
        )
    put(None, _sum_cells("本月合计", sums, side, balance))
    put(None, _sum_cells("本年累计", whole, side, balance))
    rows[-1][-1] = (balance, "closing_balance")
    titles = {"month": "月", "day": "日", "date": rng.choice(("日期", "记账日期")), "voucher": rng.choice(("凭证字号", "凭证号数")), "summary": "摘要", "counter": "对方科目", "debit": rng.choice(("借方", "借方金额", "借方发生额")), "credit": "", "direction": rng.choice(("方向", "借或贷")), "balance": "余额"}  # fmt: skip
    titles["credit"] = titles["debit"].replace("借", "贷")
    widths = {"month": 8, "day": 8, "date": 20, "voucher": 22, "summary": 40, "counter": 28, "debit": 30, "credit": 30, "direction": 10, "balance": 32}  # fmt: skip
    grid = Grid(
        rng.choice((f"{account}明细账", "明细账", "往来明细账", f"{account}明细分类账")),
        [
            [(f"科目：{code} {account}", "account_name|account_code"), (f"往来单位：{partner}", "counterparty")],
            [
                (f"核算单位：{name}", "company_name"),
                (f"期间：{year}.01-{year}.12", "period_start|period_end"),
                ("单位：元", None),
            ],
        ],
        [titles[c] for c in columns],
        [float(widths[c]) for c in columns],
        rows,
        below=[f"制表人:{_data.a_name(rng)}", "", f"打印日期:{year + 1}-01-{rng.randrange(10, 29)}"],
    )
    fields = {"company_name": name, "account_code": code, "account_name": account, "counterparty": partner, "period_start": f"{year}-01-01", "period_end": f"{year}-12-31", "opening_balance": text_of(opening), "closing_balance": text_of(balance)}  # fmt: skip
    paper = Paper("subsidiary_ledger", f"sl{code}", dict(fields), {"entries": truth, "balances": []})
    return made(paper, grid, form, look, account)


def _sum_cells(text: str, sums: list[Decimal], side: str, balance: Decimal) -> list[tuple[str, Entry]]:
    return [
        ("summary", (text, None)),
        ("debit", (sums[0] or None, None)),
        ("credit", (sums[1] or None, None)),
        ("direction", (side, None)),
        ("balance", (balance, None)),
    ]


def detail_balances(
    name: str,
    year: int,
    rng: random.Random,
    look: Look,
    form: str = "paper",
    count: int = 12,
    total: Decimal | None = None,
    only: str | None = None,
) -> tuple[Paper, bytes | None]:
    """One row a customer or supplier: opening balance, turnover, closing balance; `total` is what they come to, `only` an account."""
    choices = [x for x in _ACCOUNTS if only in (None, x[0])]
    code, account, sign = rng.choice(choices)
    shape = rng.choice(("sides", "marked", "bare"))
    names, truth = firms(rng, count), []
    rows: list[list[Entry]] = []
    sums: dict[str, Decimal] = {}
    for i, (partner, (opening, up, down)) in enumerate(zip(names, _flows(rng, count, total), strict=True)):
        closing = opening + up - down
        values = {
            "opening_debit" if sign > 0 else "opening_credit": opening or None,
            "period_debit": (up if sign > 0 else down) or None,
            "period_credit": (down if sign > 0 else up) or None,
            ("closing_debit" if (closing > 0) == (sign > 0) else "closing_credit"): abs(closing) or None,
        }
        for key, value in values.items():
            sums[key] = sums.get(key, ZERO) + (value or ZERO)
        truth.append(
            {
                "account_code": code if shape == "sides" else None,
                "account_name": account,
                "counterparty": partner,
                **{c: text_of(values.get(c)) for c in _SIX},
            }
        )
        rows.append(_balance_row(shape, i, code, account, partner, values, sign))
    rows.append(_balance_row(shape, None, "", "", "合计", sums, sign))
    over: list[tuple[str, int]] = []
    if shape == "sides":
        over = [("", 3), ("期初余额", 2), ("本期发生额", 2), ("期末余额", 2)]
        heads, widths = ["科目编码", "科目名称", "往来单位", *(["借方", "贷方"] * 3)], [18, 26, 50, *([26] * 6)]
    elif shape == "marked":
        heads = ["序号", "单位名称", "期初方向", "期初余额", "本期借方", "本期贷方", "方向", "期末余额"]
        widths = [10, 56, 12, 28, 28, 28, 12, 28]
    else:
        heads, widths = (
            ["序号", "客户名称", "期初余额", "本期借方发生额", "本期贷方发生额", "期末余额"],
            [10, 60, 30, 30, 30, 30],
        )
    grid = Grid(
        rng.choice((f"{account}明细表", f"{account}明细余额表", "往来单位余额表" if shape == "sides" else f"{account}往来余额表")),
        [[(f"编制单位：{name}", "company_name"), (f"{year}年12月31日", "period_start|period_end"), ("单位：元", None)]],
        list(heads), [float(w) for w in widths], rows, over, title_mark="account_name",
    )  # fmt: skip
    fields: dict[str, object] = {"company_name": name, "account_code": None, "account_name": account if account in grid.title else None, "counterparty": None, "period_start": f"{year}-01-01", "period_end": f"{year}-12-31", "opening_balance": None, "closing_balance": None}  # fmt: skip
    if not fields["account_name"] and shape != "sides":
        truth = [{**row, "account_name": None} for row in truth]
    return made(
        Paper("subsidiary_ledger", f"dl{code}", fields, {"entries": [], "balances": truth}), grid, form, look, account
    )


_ACCOUNTS = (("1122", "应收账款", 1), ("1221", "其他应收款", 1), ("2202", "应付账款", -1), ("1123", "预付账款", 1))


def _flows(rng: random.Random, count: int, total: Decimal | None) -> list[tuple[Decimal, Decimal, Decimal]]:
    """Opening balance, increase and decrease of each account; the closing balances come to `total`."""
    flows = []
    for _ in range(count):
        opening, up, down = (rng.choice((ZERO, money(rng, 2000, 600000), money(rng, 2000, 600000))) for _ in range(3))
        down = min(down, opening + up) if rng.random() < 0.92 else down
        flows.append((opening, up if opening or up or down else money(rng, 2000, 600000), down))
    if total is None:
        return flows
    factor = total / sum((a + b - c for a, b, c in flows), ZERO)
    cent = Decimal("0.01")
    flows = [
        ((a * factor).quantize(cent), (b * factor).quantize(cent), (c * factor).quantize(cent)) for a, b, c in flows
    ]
    rest = total - sum((a + b - c for a, b, c in flows), ZERO)
    first = flows[0]
    return [(first[0], first[1] + rest, first[2]), *flows[1:]]


_SIX = tuple(f"{part}_{side}" for part in ("opening", "period", "closing") for side in ("debit", "credit"))


def _balance_row(
    shape: str,
    i: int | None,
    code: str,
    account: str,
    partner: str,
    values: dict[str, Decimal | None] | dict[str, Decimal],
    sign: int,
) -> list[Entry]:
    def cell(column: str) -> Entry:
        return values.get(column), f"balances[{i}].{column}" if i is not None else None

    def single(part: str) -> tuple[Entry, Entry]:
        debit, credit = values.get(f"{part}_debit"), values.get(f"{part}_credit")
        net = (debit or ZERO) - (credit or ZERO)
        column = f"{part}_debit" if net > 0 else f"{part}_credit"
        side = "借" if net > 0 else "贷" if net < 0 else "平"
        shown = abs(net) if shape == "marked" else net * sign
        return (side if i is not None else None, None), (
            shown or None,
            f"balances[{i}].{column}" if i is not None else None,
        )

    named: Entry = (partner, f"balances[{i}].counterparty" if i is not None else None)
    if shape == "sides":
        first: list[Entry] = (
            [(code, f"balances[{i}].account_code"), (account, f"balances[{i}].account_name")]
            if i is not None
            else [(None, None), (None, None)]
        )
        return [*first, named, *(cell(c) for c in _SIX)]
    number: Entry = (i + 1 if i is not None else None, None)
    opening, closing = single("opening"), single("closing")
    moved = [cell("period_debit"), cell("period_credit")]
    if shape == "marked":
        return [number, named, *opening, *moved, *closing]
    return [number, named, opening[1], *moved, closing[1]]


def ageing(
    name: str,
    year: int,
    rng: random.Random,
    look: Look,
    form: str = "paper",
    count: int = 12,
    total: Decimal | None = None,
) -> tuple[Paper, bytes | None]:
    """Receivables by age; `total` is what trade receivables must come to."""
    ages = rng.choice(_AGES)
    provided, related, first = rng.random() < 0.6, rng.random() < 0.5, rng.random() < 0.6
    account = "应收账款" if total is not None else rng.choice(("应收账款", "应收账款", "其他应收款"))
    truth, rows = [], []
    sums = [ZERO] * (len(ages) + 2)
    amounts = [
        [money(rng, 800, 700000) if k == 0 or rng.random() < 0.3 else ZERO for k in range(len(ages))]
        for _ in range(count)
    ]
    flat = scaled([v for parts in amounts for v in parts], total)
    for i, partner in enumerate(firms(rng, count)):
        parts = flat[i * len(ages) : (i + 1) * len(ages)]
        balance = sum(parts, ZERO)
        provision = sum(((p * Decimal(5 * (k + 1)) / 100) for k, p in enumerate(parts)), ZERO).quantize(Decimal("0.01"))
        mark = rng.choice(("是", "否", "否", "否"))
        sums = [a + b for a, b in zip(sums, [balance, *parts, provision], strict=True)]
        row: list[Entry] = [(i + 1, None), (partner, f"receivables[{i}].counterparty")]
        mine: Entry = (balance, f"receivables[{i}].balance")
        cells: list[Entry] = [(p or None, f"receivables[{i}].bucket_{k}") for k, p in enumerate(parts, 1)]
        row += [mine, *cells] if first else [*cells, mine]
        row += [(provision, f"receivables[{i}].provision")] if provided else []
        row += [(mark, f"receivables[{i}].related_party")] if related else []
        rows.append(row)
        truth.append(
            {
                "counterparty": partner,
                "balance": text_of(balance),
                **{f"bucket_{k}": text_of(parts[k - 1] or None) if k <= len(parts) else None for k in range(1, 11)},
                "provision": text_of(provision) if provided else None,
                "related_party": (mark == "是") if related else None,
            }
        )
    all_of_it: list[Entry] = [(sums[0], "total_balance")]
    parts_total: list[Entry] = [(v or None, f"buckets[{k}].total") for k, v in enumerate(sums[1:-1])]
    rows.append(
        [(None, None), ("合计", None), *(all_of_it + parts_total if first else parts_total + all_of_it)]
        + ([(sums[-1], "total_provision")] if provided else [])
        + ([(None, None)] if related else [])
    )
    labels = [a for a, _, _ in ages]
    heads = ["序号", rng.choice(("客户名称", "单位名称", "债务人名称"))]
    balance_head = rng.choice(("期末余额", "余额", f"{account}余额"))
    heads += [balance_head, *labels] if first else [*labels, balance_head]
    heads += ["坏账准备"] if provided else []
    heads += [rng.choice(("是否关联方", "关联方"))] if related else []
    start = 3 if first else 2
    over = [("", start), ("账龄", len(ages)), ("", len(heads) - start - len(ages))] if rng.random() < 0.4 else []
    grid = Grid(
        rng.choice((f"{account}账龄分析表", f"{account}账龄表", f"{account}账龄明细表")),
        [[(f"编制单位：{name}", "company_name"), (f"截止日期：{year}年12月31日", "period_end"), ("单位：元", "unit")]],
        heads,
        [9.0, 52.0, *([27.0] * (len(ages) + 1)), *([24.0] * provided), *([14.0] * related)],
        rows,
        [o for o in over if o[1]],
        below=[f"制表:{_data.a_name(rng)}", f"审核:{_data.a_name(rng)}"],
        marked_heads={start + k: f"buckets[{k}].label" for k in range(len(ages))},
        title_mark="account_name",
    )
    fields = {"company_name": name, "account_name": account, "period_end": f"{year}-12-31", "unit": "yuan", "total_balance": text_of(sums[0]), "total_provision": text_of(sums[-1]) if provided else None}  # fmt: skip
    buckets = [
        {"label": label, "months_from": a, "months_to": b, "total": text_of(sums[1 + k] or None)}
        for k, (label, a, b) in enumerate(ages)
    ]
    paper = Paper("receivables_ageing", "ageing", dict(fields), {"receivables": truth, "buckets": buckets})
    return made(paper, grid, form, look, "账龄")
