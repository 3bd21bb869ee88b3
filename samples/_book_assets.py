"""A company's list of fixed assets: true figures that add up, and their table."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from samples import _data
from samples._book_grid import Entry, Grid, Look
from samples._book_tables import ZERO, made, money, scaled, text_of
from samples._paper import Paper

_CARDS = (
    ("房屋建筑物", "FW", ("生产厂房", "办公楼", "仓库", "职工宿舍楼"), 20, (800000, 6000000)),
    ("机器设备", "JQ", ("数控车床", "注塑机", "空压机", "行车", "冲床", "包装生产线", "叉车"), 10, (30000, 900000)),
    ("运输设备", "YS", ("轻型货车", "小型轿车", "商务车", "厢式货车"), 4, (60000, 380000)),
    ("电子设备", "DZ", ("台式电脑", "激光打印机", "服务器", "空调", "投影仪", "笔记本电脑"), 3, (2800, 46000)),
)


def assets(
    name: str,
    year: int,
    rng: random.Random,
    look: Look,
    form: str = "paper",
    count: int = 16,
    totals: tuple[Decimal, Decimal] | None = None,
) -> tuple[Paper, bytes | None]:
    """A list of fixed assets by class, with subtotals or without, the class in a column or over its assets."""
    in_column, subtotals, months, days = (rng.random() < p for p in (0.6, 0.7, 0.3, 0.8))
    charge, specified = rng.random() < 0.5, rng.random() < 0.5
    number = 0
    truth: list[dict[str, object]] = []
    rows: list[list[Entry]] = []
    grand = [ZERO] * 4
    columns = [
        "asset_code",
        *(("asset_class",) if in_column else ()),
        "name",
        *(("specification",) if specified else ()),
    ]
    columns += ["quantity", "acquisition_date", "life_months", "cost", *(("period_depreciation",) if charge else ()), "accumulated_depreciation", "net_value"]  # fmt: skip

    def put(i: int | None, cells: dict[str, str | Decimal | int | None]) -> None:
        rows.append([(cells.get(c), f"assets[{i}].{c}" if i is not None else None) for c in columns])

    each = max(1, count // 4)
    costs = scaled([money(rng, low, high) for *_, (low, high) in _CARDS for _ in range(each)], totals and totals[0])
    days_of = [_data.day_between(rng, date(year - 8, 1, 1), date(year - 1, 11, 30)) for _ in costs]
    lives = [life for *_, life, _ in _CARDS for _ in range(each)]
    passed = [min((year - d.year) * 12 + 12 - d.month, n * 12) for d, n in zip(days_of, lives, strict=True)]
    worn = [
        (c * Decimal("0.95") * m / (n * 12)).quantize(Decimal("0.01"))
        for c, m, n in zip(costs, passed, lives, strict=True)
    ]
    worn = _capped(scaled(worn, totals and totals[1]), costs)
    for kind, code, names, life, _ in _CARDS:
        part = [ZERO] * 4
        if not in_column:
            put(None, {"asset_code": kind})
        for _ in range(each):
            bought, cost, used = days_of[number], costs[number], worn[number]
            bought = bought if days else bought.replace(day=1)
            number += 1
            yearly = (cost * Decimal("0.95") / life).quantize(Decimal("0.01"))
            line = [cost, yearly, used, cost - used]
            part = [a + b for a, b in zip(part, line, strict=True)]
            cells: dict[str, str | Decimal | int | None] = {
                "asset_code": f"{code}{number:04d}", "asset_class": kind, "name": rng.choice(names), "specification": f"{rng.choice('ABCKX')}{rng.choice('YMTZ')}-{rng.randrange(100, 9999)}",
                "quantity": rng.choice((1, 1, 1, 2)), "acquisition_date": bought.isoformat() if days else f"{bought.year}-{bought.month:02d}",
                "life_months": life * 12 if months else life, "cost": cost, "period_depreciation": yearly, "accumulated_depreciation": used, "net_value": cost - used,
            }  # fmt: skip
            put(len(truth), cells)
            truth.append(
                {
                    **{c: text_of(v) if isinstance(v := cells[c], Decimal) else v for c in cells},
                    "quantity": str(cells["quantity"]),
                    "acquisition_date": bought.isoformat(),
                    "life_months": life * 12,
                    "specification": cells["specification"] if specified else None,
                    "period_depreciation": text_of(yearly) if charge else None,
                    "impairment": None,
                }
            )
        if subtotals:
            put(None, _asset_sums("小计", part))
        grand = [a + b for a, b in zip(grand, part, strict=True)]
    put(None, _asset_sums("合计", grand))
    for column, mark in (("cost", "total_cost"), ("accumulated_depreciation", "total_depreciation"), ("net_value", "total_net_value")):  # fmt: skip
        at = columns.index(column)
        rows[-1][at] = (rows[-1][at][0], mark)
    words = {"asset_code": rng.choice(("资产编号", "卡片编号", "资产编码")), "asset_class": "资产类别", "name": rng.choice(("资产名称", "固定资产名称")), "specification": "规格型号", "quantity": "数量", "acquisition_date": rng.choice(("购置日期", "开始使用日期", "入账日期")) if days else "购置年月", "life_months": "使用月限" if months else "使用年限", "cost": rng.choice(("原值", "资产原值")), "period_depreciation": "本年折旧额", "accumulated_depreciation": "累计折旧", "net_value": rng.choice(("净值", "账面净值"))}  # fmt: skip
    widths = {"asset_code": 20, "asset_class": 26, "name": 32, "specification": 24, "quantity": 10, "acquisition_date": 22, "life_months": 14, "cost": 30, "period_depreciation": 28, "accumulated_depreciation": 30, "net_value": 30}  # fmt: skip
    grid = Grid(
        rng.choice(("固定资产清单", "固定资产明细表", "固定资产卡片列表", "固定资产折旧明细表")),
        [[(f"单位名称：{name}", "company_name"), (f"截止日期：{year}年12月31日", "period_end"), ("金额单位：元", "unit")]],
        [words[c] for c in columns], [float(widths[c]) for c in columns], rows,
    )  # fmt: skip
    fields = {"company_name": name, "period_end": f"{year}-12-31", "unit": "yuan", "total_cost": text_of(grand[0]), "total_depreciation": text_of(grand[2]), "total_net_value": text_of(grand[3])}  # fmt: skip
    return made(Paper("fixed_asset_list", "assets", dict(fields), {"assets": truth}), grid, form, look, "固定资产")


def _capped(worn: list[Decimal], costs: list[Decimal]) -> list[Decimal]:
    """Depreciation of at most 95 % of the cost; what is over goes to the first asset, a building."""
    most = [(c * Decimal("0.95")).quantize(Decimal("0.01")) for c in costs]
    rest = sum((w - m for w, m in zip(worn[1:], most[1:], strict=True) if w > m), ZERO)
    return [worn[0] + rest, *(min(w, m) for w, m in zip(worn[1:], most[1:], strict=True))]


def _asset_sums(text: str, sums: list[Decimal]) -> dict[str, str | Decimal | int | None]:
    return {
        "asset_code": text,
        "cost": sums[0],
        "period_depreciation": sums[1],
        "accumulated_depreciation": sums[2],
        "net_value": sums[3],
    }
