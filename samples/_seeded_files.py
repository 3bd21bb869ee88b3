"""Files whose every figure is chosen: a bank's list of movements, a cash-flow statement, a sheet of tax paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import openpyxl

from samples import _ledgers
from samples._paper import Paper

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Move:
    """A movement on an account; `amount` is positive when money comes in."""

    day: date
    summary: str
    other: str
    amount: Decimal


def bank_list(
    holder: str, account: str, bank: str, first: date, last: date, opening: Decimal, moves: Sequence[Move]
) -> tuple[Paper, bytes]:
    """A list of an account's movements as a bank's online portal exports it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "账户交易明细"
    for row in (
        ["户名", holder, "账号", account],
        ["开户行", bank, "起止日期", f"{first:%Y-%m-%d}至{last:%Y-%m-%d}"],
        ["期初余额", float(opening), "期末余额", float(opening + sum((m.amount for m in moves), ZERO))],
        ["交易日期", "摘要", "对方户名", "借方发生额", "贷方发生额", "余额"],
    ):
        sheet.append(row)
    balance = opening
    for move in sorted(moves, key=lambda m: m.day):
        balance += move.amount
        out, into = (None, float(move.amount)) if move.amount > 0 else (float(-move.amount), None)
        sheet.append([f"{move.day:%Y-%m-%d}", move.summary, move.other, out, into, float(balance)])
    return Paper("bank_statement", "bank"), _ledgers.saved(book)


CASH_LABELS = {
    "cf_sales": "销售商品、提供劳务收到的现金",
    "cf_other_op_in": "收到其他与经营活动有关的现金",
    "cf_op_in": "经营活动现金流入小计",
    "cf_purchases": "购买商品、接受劳务支付的现金",
    "cf_employees": "支付给职工以及为职工支付的现金",
    "cf_taxes": "支付的各项税费",
    "cf_other_op_out": "支付其他与经营活动有关的现金",
    "cf_op_out": "经营活动现金流出小计",
    "cfo": "经营活动产生的现金流量净额",
    "cf_capex": "购建固定资产、无形资产和其他长期资产支付的现金",
    "cf_inv_out": "投资活动现金流出小计",
    "cfi": "投资活动产生的现金流量净额",
    "cf_borrow_in": "取得借款收到的现金",
    "cf_fin_in": "筹资活动现金流入小计",
    "cf_repay": "偿还债务支付的现金",
    "cf_div_int": "分配股利、利润或偿付利息支付的现金",
    "cf_fin_out": "筹资活动现金流出小计",
    "cff": "筹资活动产生的现金流量净额",
    "net_increase": "五、现金及现金等价物净增加额",
    "cash_begin": "加：期初现金及现金等价物余额",
    "cash_end": "六、期末现金及现金等价物余额",
}


def cash_flow(name: str, year: int, lines: dict[str, Decimal]) -> tuple[Paper, bytes]:
    """A year's cash-flow statement as a workbook; lines that are not given are left out."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "现金流量表"
    sheet.append([f"编制单位：{name}", f"{year}年度", "单位：元"])
    sheet.append(["项目", "本期金额", "上期金额"])
    for key, label in CASH_LABELS.items():
        if key in lines:
            sheet.append([label, float(lines[key]), None])
    return Paper("cash_flow_statement", f"cf{year}"), _ledgers.saved(book)
