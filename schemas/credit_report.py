"""企业信用报告: what the paper says, as plain typed values.

Amounts are in yuan (of the loan's own currency), dates are calendar days; null means that nothing is printed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class Loan(Record):
    """One loan or account, owed or settled (信贷记录明细, 已还清债务)."""

    lender: str | None = Field(default=None, title="授信机构")
    kind: str | None = Field(default=None, title="业务种类")
    currency: str | None = Field(default=None, title="币种")
    amount: Decimal | None = Field(default=None, title="借款金额")
    balance: Decimal | None = Field(default=None, title="余额", description="null for a settled loan")
    issue_date: date | None = Field(default=None, title="发放日期")
    due_date: date | None = Field(default=None, title="到期日期")
    classification: str | None = Field(default=None, title="五级分类", description="正常, 关注, 次级, 可疑, 损失")
    settled_date: date | None = Field(default=None, title="结清日期", description="null for a loan still owed")
    section: str | None = Field(default=None, title="所在部分", description="the heading that the loan stands under")
    balance_as_of: date | None = Field(default=None, title="信息报告日期", description="the day the balance is of")
    overdue_amount: Decimal | None = Field(default=None, title="逾期金额")
    last_repayment_date: date | None = Field(default=None, title="最近还款日期")


class Guarantee(Record):
    """One guarantee given for somebody else (对外担保, 相关还款责任)."""

    beneficiary: str | None = Field(default=None, title="被担保人")
    amount: Decimal | None = Field(default=None, title="担保金额")
    balance: Decimal | None = Field(
        default=None, title="担保余额", description="balance of the debt that is guaranteed"
    )


class CreditReport(Record):
    """The report's head, identity part, sums and rows."""

    report_number: str | None = Field(default=None, title="报告编号")
    edition: str | None = Field(
        default=None, title="版本", description="银行版, 授信机构版, 自主查询版, 政府版, 社会版"
    )
    company_name: str | None = Field(default=None, title="企业名称")
    unified_social_credit_code: str | None = Field(default=None, title="统一社会信用代码")
    organisation_code: str | None = Field(default=None, title="组织机构代码", description="XXXXXXXX-X")
    loan_card_code: str | None = Field(default=None, title="中征码（贷款卡编码）", description="16 characters")
    report_date: date | None = Field(default=None, title="报告日期")
    legal_representative: str | None = Field(default=None, title="法定代表人")
    loan_card_status: str | None = Field(default=None, title="贷款卡状态")
    last_review_date: date | None = Field(default=None, title="最近年审日期")
    outstanding_count: int | None = Field(default=None, title="未结清笔数")
    outstanding_balance: Decimal | None = Field(default=None, title="未结清余额")
    attention_balance: Decimal | None = Field(default=None, title="关注类余额")
    non_performing_balance: Decimal | None = Field(default=None, title="不良类余额")
    recourse_balance: Decimal | None = Field(default=None, title="被追偿余额")
    overdue_interest: Decimal | None = Field(default=None, title="欠息余额")
    tax_arrears_count: int | None = Field(default=None, title="欠税记录条数")
    civil_judgment_count: int | None = Field(default=None, title="民事判决记录条数")
    enforcement_count: int | None = Field(default=None, title="强制执行记录条数")
    open_enforcement_count: int | None = Field(
        default=None, title="未结案强制执行条数", description="a person's count; no report sums it up"
    )
    penalty_count: int | None = Field(default=None, title="行政处罚记录条数")
    loans: tuple[Loan, ...] = Field(default=(), title="贷款明细")
    guarantees: tuple[Guarantee, ...] = Field(default=(), title="对外担保")
