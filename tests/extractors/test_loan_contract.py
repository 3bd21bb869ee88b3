"""Loan contracts over several pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import loan_contract as contract
from extractors._view import PageView
from schemas.core import Page, Status
from tests.extractors.paper import Paper

BORROWER, LENDER = "江城云海机电设备有限公司", "江城商业银行股份有限公司滨江支行"


def _first(rate: str = "执行固定年利率5.22%,按月结息。", title: str = "流动资金借款合同") -> Page:
    paper = Paper()
    paper.line((400, title))
    paper.line((560, "合同编号:江银(2018)借字第0123号"))
    paper.line((80, f"借款人(甲方):{BORROWER}"))
    paper.line((80, "住所:江城市滨江区云栖路8号"), (560, "法定代表人:沈青禾"))
    paper.line((80, f"贷款人(乙方):{LENDER}"))
    paper.line((80, "第一条 借款金额"))
    paper.line((100, "本合同项下借款金额为人民币叁佰万元整(小写:¥3,000,000.00)。"))
    paper.line((80, "第二条 借款用途"))
    paper.line((100, "借款用于支付货款,未经贷款人书面同意不得挪作他用。"))
    paper.line((80, "第三条 借款期限"))
    paper.line((100, "借款期限自2018年3月5日起至2019年3月4日止。"))
    paper.line((80, "第四条 借款利率"))
    paper.line((100, rate))
    paper.line((100, "借款人逾期还款的,按约定利率加收50%的罚息。"))
    return paper.page()


def _last() -> Page:
    paper = Paper()
    paper.line((80, "借款人(公章):"), (560, "贷款人(公章或合同专用章):"))
    paper.line((80, "法定代表人或授权代理人:沈青禾"), (560, "负责人或授权代理人:陆望舒"))
    paper.line((80, "2018年3月1日"), (560, "2018年3月1日"))
    return paper.page(2)


def test_the_main_terms() -> None:
    views = [PageView(_first(), 1), PageView(_last(), 2)]
    fields = contract.extract(views).fields
    assert {n: f.value for n, f in fields.items()} == {
        "contract_number": "江银(2018)借字第0123号",
        "borrower": BORROWER,
        "lender": LENDER,
        "amount": Decimal(3000000),
        "annual_rate": Decimal("5.22"),
        "start_date": date(2018, 3, 5),
        "end_date": date(2019, 3, 4),
        "purpose": "支付货款",
    }
    assert all(f.usable for f in fields.values())


def test_first_and_last_page_are_told_apart() -> None:
    assert contract.recognise(PageView(_first(), 1)) >= 0.8
    assert 0.5 <= contract.recognise(PageView(_last(), 1)) <= 0.7


def test_a_monthly_rate_waits_for_a_person() -> None:
    rate = contract.extract([PageView(_first("执行月利率4.35‰,按月结息。"), 1)]).fields["annual_rate"]
    assert rate.status is not Status.ACCEPTED


def test_a_guarantee_contract_is_none() -> None:
    assert contract.recognise(PageView(_first(title="保证合同"), 1)) < 0.5


def test_the_lender_may_be_party_a_and_terms_may_stand_in_cells() -> None:
    paper = Paper()
    paper.line((400, "个人经营贷款借款合同"))
    paper.line((100, f"贷款人(甲方):{LENDER}(以下简称甲方)"))
    paper.line((100, "借款人(乙方):沈青禾"), (560, "身份证号码:330106198002031236"))
    rows = [
        ["合同编号", "JK2020-118", "借款用途", "流动资金周转"],
        ["借款金额", "人民币伍拾万元整(¥500000.00)", "年利率", "12%"],
        ["借款期限", "2020年1月10日至2021年1月9日", "罚息", "约定利率加收50%"],
    ]
    paper.table([180, 280, 150, 200], rows)
    paper.line((100, "本合同一式两份,借款人、贷款人各执一份。"))
    fields = contract.extract([PageView(paper.page(), 1)]).fields
    assert {n: f.value for n, f in fields.items()} == {
        "contract_number": "JK2020-118",
        "borrower": "沈青禾",
        "lender": LENDER,
        "amount": Decimal(500000),
        "annual_rate": Decimal(12),
        "start_date": date(2020, 1, 10),
        "end_date": date(2021, 1, 9),
        "purpose": "流动资金周转",
    }
