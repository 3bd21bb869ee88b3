"""Chinese titles of table columns, by document type and table; their order is that of reports and workbooks."""

from __future__ import annotations

_BALANCE_LINES = {"label": "项目", "ending": "期末余额", "opening": "年初余额", "key": "科目键"}
_PERIOD_LINES = {"label": "项目", "current": "本期金额", "prior": "上期金额", "key": "科目键"}

COLUMNS: dict[str, dict[str, dict[str, str]]] = {
    "registry_extract": {
        "shareholders": {
            "name": "股东",
            "subscribed": "认缴额",
            "subscribed_method": "认缴出资方式",
            "subscribed_date": "认缴出资日期",
            "paid": "实缴额",
            "paid_date": "实缴出资日期",
        },
        "abnormal": {"reason": "列入原因", "listed_on": "列入日期", "removed_on": "移出日期"},
    },
    "balance_sheet": {"lines": _BALANCE_LINES},
    "income_statement": {"lines": _PERIOD_LINES},
    "cash_flow_statement": {"lines": _PERIOD_LINES},
    "articles_of_association": {
        "shareholders": {
            "name": "股东",
            "id_or_code": "证件号码",
            "subscribed": "认缴出资额",
            "paid": "实缴出资额",
            "method": "出资方式",
            "due_on": "出资时间",
            "ratio": "出资比例（%）",
        },
    },
    "shareholder_resolution": {
        "signatories": {
            "name": "签署人",
        },
    },
    "audit_report": {
        "cpas": {
            "name": "注册会计师",
        },
    },
    "tax_payment_certificate": {
        "payments": {
            "tax_kind": "税种",
            "period_start": "所属期起",
            "period_end": "所属期止",
            "paid_date": "入库日期",
            "amount": "实缴金额",
        },
    },
    "credit_report": {
        "loans": {
            "lender": "授信机构",
            "kind": "业务种类",
            "currency": "币种",
            "amount": "借款金额",
            "balance": "余额",
            "issue_date": "发放日期",
            "due_date": "到期日期",
            "classification": "五级分类",
            "settled_date": "结清日期",
            "section": "所在部分",
            "balance_as_of": "信息报告日期",
            "overdue_amount": "逾期金额",
            "last_repayment_date": "最近还款日期",
        },
        "guarantees": {"beneficiary": "被担保人", "amount": "担保金额", "balance": "担保余额"},
    },
    "bank_statement": {
        "entries": {
            "date": "日期",
            "summary": "摘要",
            "counterparty": "对方户名",
            "debit": "借方（支出）",
            "credit": "贷方（收入）",
            "balance": "余额",
        },
    },
    "trial_balance": {
        "accounts": {
            "account_code": "科目编码",
            "account_name": "科目名称",
            "opening_debit": "期初借方",
            "opening_credit": "期初贷方",
            "period_debit": "本期借方",
            "period_credit": "本期贷方",
            "closing_debit": "期末借方",
            "closing_credit": "期末贷方",
        },
    },
    "subsidiary_ledger": {
        "entries": {
            "account_code": "科目编码",
            "account_name": "科目名称",
            "counterparty": "往来单位",
            "date": "日期",
            "voucher": "凭证字号",
            "summary": "摘要",
            "counter_account": "对方科目",
            "debit": "借方",
            "credit": "贷方",
            "direction": "方向",
            "balance": "余额",
        },
        "balances": {
            "account_code": "科目编码",
            "account_name": "科目名称",
            "counterparty": "往来单位",
            "opening_debit": "期初借方",
            "opening_credit": "期初贷方",
            "period_debit": "本期借方",
            "period_credit": "本期贷方",
            "closing_debit": "期末借方",
            "closing_credit": "期末贷方",
        },
    },
    "receivables_ageing": {
        "receivables": {
            "counterparty": "客户名称",
            "balance": "期末余额",
            "bucket_1": "账龄第1段",
            "bucket_2": "账龄第2段",
            "bucket_3": "账龄第3段",
            "bucket_4": "账龄第4段",
            "bucket_5": "账龄第5段",
            "bucket_6": "账龄第6段",
            "bucket_7": "账龄第7段",
            "bucket_8": "账龄第8段",
            "bucket_9": "账龄第9段",
            "bucket_10": "账龄第10段",
            "provision": "坏账准备",
            "related_party": "是否关联方",
        },
        "buckets": {
            "label": "账龄",
            "months_from": "自（月）",
            "months_to": "至（月）",
            "total": "合计",
        },
    },
    "fixed_asset_list": {
        "assets": {
            "asset_code": "资产编号",
            "name": "资产名称",
            "asset_class": "资产类别",
            "specification": "规格型号",
            "quantity": "数量",
            "acquisition_date": "购置日期",
            "life_months": "使用年限（月）",
            "cost": "原值",
            "accumulated_depreciation": "累计折旧",
            "period_depreciation": "本期折旧",
            "impairment": "减值准备",
            "net_value": "净值",
        },
    },
    "vat_return": {
        "items": {
            "number": "栏次",
            "key": "项目键",
            "label": "项目",
            "current": "本月（期）数",
            "ytd": "本年累计",
            "refund_current": "即征即退本月数",
            "refund_ytd": "即征即退本年累计",
            "services_current": "服务不动产无形资产本期数",
            "services_ytd": "服务不动产无形资产本年累计",
        },
    },
    "cit_return": {
        "items": {
            "number": "行次",
            "key": "项目键",
            "label": "项目",
            "amount": "金额",
            "current": "本期金额",
        },
    },
}
