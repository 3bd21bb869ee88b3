"""Loans of drawn credit reports and the captions that they are printed under."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samples import _data
from samples._data import Company

ZERO = Decimal(0)
_BANKS = (
    *_data.BANKS,
    *(
        "中国光大银行",
        "中信银行",
        "平安银行",
        "广发银行",
        "浙商银行",
        "渤海银行",
        "恒丰银行",
        "中国邮政储蓄银行",
        "江苏银行",
        "徽商银行",
    ),
)
_LOCAL = ("农村商业银行", "农村信用合作联社", "村镇银行", "城市信用社")
_KINDS = (
    "流动资金贷款",
    "流动资金贷款",
    "固定资产贷款",
    "短期流动资金贷款",
    "项目贷款",
    "贸易融资",
    "法人账户透支",
    "其他贷款",
    "房地产开发贷款",
)


@dataclass(frozen=True)
class Loan:
    """A loan as its bank reported it; amounts in yuan (or in its currency's unit)."""

    lender: str
    kind: str
    currency: str
    amount: Decimal
    balance: Decimal
    opened: date
    due: date
    grade: str
    settled: date | None
    reported: date
    number: str


def any_loans(rng: random.Random, c: Company, day: date, step: str) -> list[Loan]:
    """Up to thirty loans in steps of `step` yuan, open ones first."""
    count = rng.choice((0, 1, 1, 2, 2, 3, 4, 6, 9, 16, 24))
    settled = rng.choice((0, 1, 2, 3, 5, 12))
    city = c.place.city.rstrip("市")
    lenders = [_lender(rng, city) for _ in range(rng.randrange(1, 6))]
    out = []
    for i in range(count + settled):
        closed = i >= count
        opened = day - timedelta(days=rng.randrange(500, 2600) if closed else rng.randrange(20, 900))
        due = _data.anniversary(opened, rng.choice((1, 1, 1, 2, 3, 5))) - timedelta(days=rng.choice((0, 1)))
        due = due if closed or due > day or rng.random() < 0.1 else day + timedelta(days=rng.randrange(5, 400))
        amount = Decimal(rng.choice((50, 80, 100, 150, 200, 300, 450, 500, 1200, 3000))) * 10000
        amount += Decimal(rng.choice((0, 0, 0, rng.randrange(1, 9999)))) * Decimal(step)
        left = (
            amount
            if rng.random() < 0.7
            else (amount * Decimal(rng.randrange(5, 95)) / 10000).quantize(Decimal(1)) * 100
        )
        grade = rng.choice(("正常",) * 9 + ("关注", "次级", "可疑"))
        out.append(
            Loan(
                rng.choice(lenders),
                rng.choice(_KINDS),
                "美元" if rng.random() < 0.03 else "人民币",
                amount,
                ZERO if closed else left,
                opened,
                due,
                "正常" if closed else grade,
                min(due + timedelta(days=rng.randrange(-60, 20)), day - timedelta(days=3)) if closed else None,
                date(day.year, day.month, 1) - timedelta(days=1),
                _data.digits(rng, 10) + rng.choice(("", "D10", "R01")),
            )
        )
    return out


def _lender(rng: random.Random, city: str) -> str:
    if rng.random() < 0.25:
        return f"{city}{rng.choice(_LOCAL)}{rng.choice(('股份有限公司', '有限责任公司', ''))}{rng.choice(('', '城关支行', '营业部'))}"
    tail = rng.choice(("分行", "支行", "高新支行", "分行营业部", f"{city}新区支行"))
    return f"{rng.choice(_BANKS)}{rng.choice(('股份有限公司', '股份有限公司', ''))}{city}{tail}"


FIRST = {
    "lender": "授信机构", "kind": "种类", "currency": "币种", "amount": "借据金额", "balance": "借据余额", "opened": "放款日期", "due": "到期日期",
    "grade": "五级分类", "number": "序号",
}  # fmt: skip
SECOND = {
    "lender": "授信机构", "kind": "业务种类", "currency": "币种", "amount": "借款金额", "balance": "余额", "opened": "开立日期", "due": "到期日",
    "grade": "五级分类", "reported": "信息报告日期", "number": "账户编号",
}  # fmt: skip
SHARES = {
    "lender": 3.2,
    "kind": 1.8,
    "currency": 1.1,
    "opened": 1.7,
    "due": 1.7,
    "settled": 1.7,
    "reported": 1.7,
    "number": 2.0,
    "amount": 1.7,
    "balance": 1.7,
}
EXTRA: dict[str, tuple[str, tuple[str, ...]]] = {
    "loan_form": ("发放形式", ("新增", "借新还旧", "新增贷款")),
    "security": ("担保方式", ("保证", "抵押", "信用/免担保", "组合")),
    "extension": ("展期", ("无", "有")),
    "overdue": ("逾期总额", ("0.00", "0", "0.00")),
    "overdue_principal": ("逾期本金", ("0.00", "0")),
    "overdue_months": ("逾期月数", ("0", "0", "--")),
    "last_day": ("最近一次还款日期", ("--", "--")),
    "last_sum": ("最近一次还款总额", ("0.00", "--")),
    "last_form": ("最近一次还款形式", ("正常还款", "--")),
    "agreement": ("授信协议编号", ("--", "XY2021003341")),
    "history": ("历史表现", ("见附件", "--")),
    "closed_by": ("还款形式", ("正常还款", "正常收回")),
}
