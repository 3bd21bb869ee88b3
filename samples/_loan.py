"""Loan contracts in three wordings: clauses, a private loan between companies, a bank's sheet of terms."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samples import _data, _seals
from samples._data import Company
from samples._paper import Paper
from samples._running import Running


@dataclass(frozen=True)
class Terms:
    """What a loan contract says; the rate is per cent a year."""

    number: str
    lender: str
    amount: Decimal
    rate: Decimal
    start: date
    end: date
    purpose: str


def terms(rng: random.Random, lender: str, amount: Decimal, day: date, purpose: str) -> Terms:
    """A loan of a year (or two, or three) from a day on."""
    years = rng.choice((1, 1, 2, 3))
    rate = Decimal(rng.choice(("3.85", "4.35", "4.785", "5.22", "5.655", "6.09", "6.5")))
    number = rng.choice(
        (f"{day.year}年借字第{rng.randrange(100, 9999):04d}号", f"JK{day:%Y%m%d}{rng.randrange(10, 99)}")
    )
    return Terms(number, lender, amount, rate, day, _data.anniversary(day, years), purpose)


def contract(c: Company, t: Terms, rng: random.Random, wording: int | None = None) -> Paper:
    """The contract in one of the wordings."""
    which = rng.randrange(3) if wording is None else wording
    v: dict[str, object] = {
        "contract_number": t.number,
        "borrower": c.name,
        "lender": t.lender,
        "amount": _data.yuan(t.amount),
        "annual_rate": f"{t.rate:f}",
        "start_date": t.start.isoformat(),
        "end_date": t.end.isoformat(),
        "purpose": t.purpose,
    }
    p = Running.look(rng, "借款合同")
    (_clauses, _letters, _sheet)[which](p, c, t, rng)
    p.room(50)
    p.gap(1)
    p.beside((p.left, "借款人(公章):"), (108, "贷款人(公章):"))
    p.stamp(_seals.round_seal(c.name, rng=rng), p.left + 40, -4)
    p.gap(1)
    p.beside((p.left, _data.chinese(t.start)), (108, _data.chinese(t.start)))
    paper = Paper("loan_contract", f"loan{which}", v)
    paper.sheets = p.sheets
    return paper


def _both(amount: Decimal) -> str:
    return f"人民币{_data.in_capitals(amount)}元整(小写:¥{amount:,.2f})"


def _clauses(p: Running, c: Company, t: Terms, rng: random.Random) -> None:
    p.title("流动资金借款合同", 20)
    p.line(f"合同编号:[[contract_number:{t.number}]]", align="r")
    p.line(f"借款人(甲方):[[borrower:{c.name}]]")
    p.line(f"贷款人(乙方):[[lender:{t.lender}]]")
    p.paras(
        (
            "甲方因生产经营需要,向乙方申请借款,经双方协商一致,订立本合同。",
            f"第一条 借款金额 本合同项下的借款金额为[[amount:{_both(t.amount)}]]。",
            f"第二条 借款用途 甲方应将借款用于[[purpose:{t.purpose}]],未经乙方书面同意,不得挪作他用。",
            f"第三条 借款期限 自[[start_date:{_data.chinese(t.start)}]]起至[[end_date:{_data.chinese(t.end)}]]止。",
            f"第四条 借款利率 本合同执行固定利率,年利率为[[annual_rate:{t.rate}%]],按月结息,结息日为每月20日。",
            "第五条 甲方未按约定用途使用借款的,乙方有权在约定利率基础上加收100%计收罚息;逾期的加收50%。",
            "第六条 甲方应于到期日前将应还本金足额存入其在乙方开立的账户,由乙方扣收。",
            "第七条 因履行本合同发生的争议,由双方协商解决;协商不成的,向乙方住所地人民法院提起诉讼。",
        )
    )


def _letters(p: Running, c: Company, t: Terms, rng: random.Random) -> None:
    p.title("借 款 合 同", 22)
    p.line(f"编号:[[contract_number:{t.number}]]")
    p.line(f"贷款方:[[lender:{t.lender}]]")
    p.line(f"借款方:[[borrower:{c.name}]]")
    p.paras(
        (
            f"借款方为[[purpose:{t.purpose}]],特向贷款方申请借款,贷款方业已审查批准,经双方协商,特订立本合同,以便共同遵守。",
            f"一、贷款方同意借给借款方[[amount:{_both(t.amount)}]]。",
            f"二、借款期限从[[start_date:{_data.chinese(t.start)}]]至[[end_date:{_data.chinese(t.end)}]]。",
            f"三、借款年利率为百分之{_spelt(t.rate)}([[annual_rate:{t.rate}%]]),利息按季支付。",
            "四、借款方保证按期归还借款本息。到期不还的,按国家规定加收逾期利息。",
            "五、本合同自双方签字盖章之日起生效,借款本息全部清偿后终止。",
        )
    )


def _sheet(p: Running, c: Company, t: Terms, rng: random.Random) -> None:
    p.title("人民币资金借款合同", 18)
    p.table(
        (34, 50, 30, 48),
        (
            ("合同编号", f"[[contract_number:{t.number}]]", "借款用途", f"[[purpose:{t.purpose}]]"),
            ("借款人", f"[[borrower:{c.name}]]", "贷款人", f"[[lender:{t.lender}]]"),
            ("借款金额", f"[[amount:{_both(t.amount)}]]", "年利率", f"[[annual_rate:{t.rate}%]]"),
            ("借款起始日", f"[[start_date:{t.start.isoformat()}]]", "借款到期日", f"[[end_date:{t.end.isoformat()}]]"),
        ),
        11,
        2.4,
    )
    p.paras(
        (
            "1.借款人应当在贷款人处开立账户,用于借款的发放、支付和归还。",
            "2.贷款人有权检查借款的使用情况,借款人应当予以配合,并如实提供财务资料。",
            "3.借款人逾期还款的,贷款人有权按约定利率加收50%的罚息。",
            "4.本合同一式两份,借款人、贷款人各执一份,具有同等法律效力。",
        )
    )


_DIGITS = "零一二三四五六七八九"


def _spelt(rate: Decimal) -> str:
    whole, _, part = f"{rate:f}".partition(".")
    return _DIGITS[int(whole)] + ("点" + "".join(_DIGITS[int(d)] for d in part) if part else "")
