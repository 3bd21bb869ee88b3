"""Chinese titles of document types, fields, table columns and coded values, as data.

The order of fields and columns is the order in which reports and workbooks show them.
"""

from __future__ import annotations

import re

TYPES: dict[str, str] = {
    "business_licence": "营业执照",
    "organisation_code_certificate": "组织机构代码证",
    "tax_registration_certificate": "税务登记证",
    "tax_payment_certificate": "税收完税证明",
    "resident_id_card": "居民身份证",
    "household_register_page": "户口簿常住人口登记卡",
    "balance_sheet": "资产负债表",
    "income_statement": "利润表",
    "cash_flow_statement": "现金流量表",
    "credit_report": "企业信用报告",
    "loan_card": "贷款卡",
    "account_opening_permit": "开户许可证",
    "bank_statement": "银行对账单",
    "trial_balance": "科目余额表",
    "capital_verification_report": "验资报告",
    "loan_contract": "借款合同",
    "property_certificate": "不动产权证书",
    "vehicle_certificate": "机动车登记证书",
    "income_proof": "收入证明",
    "guarantee_application": "委托担保申请书",
    "subsidiary_ledger": "明细账",
    "receivables_ageing": "应收账款账龄表",
    "fixed_asset_list": "固定资产清单",
    "vat_return": "增值税纳税申报表",
    "cit_return": "企业所得税申报表",
    "registry_extract": "企业信用信息公示报告",
    "encumbrance_certificate": "他项权证",
    "marriage_certificate": "结婚证",
    "unknown": "未识别",
}

_STATEMENT_OF_PERIOD = {
    "company_name": "编制单位",
    "period_start": "期间起",
    "period_end": "期间止",
    "unit": "金额单位",
    "standard": "报表格式",
}

FIELDS: dict[str, dict[str, str]] = {
    "business_licence": {
        "unified_social_credit_code": "统一社会信用代码",
        "registration_number": "注册号",
        "company_name": "名称",
        "company_type": "类型",
        "address": "住所",
        "legal_representative": "法定代表人（负责人/经营者）",
        "registered_capital": "注册资本",
        "paid_in_capital": "实收资本",
        "establishment_date": "成立日期",
        "valid_from": "营业期限自",
        "valid_to": "营业期限至",
        "business_scope": "经营范围",
        "issuing_authority": "登记机关",
        "issue_date": "发照日期",
        "copy_kind": "正本/副本",
        "annual_inspection_years": "年检年度",
        "qr_payload": "二维码内容",
    },
    "organisation_code_certificate": {
        "organisation_code": "组织机构代码",
        "organisation_name": "机构名称",
        "organisation_type": "机构类型",
        "legal_representative": "法定代表人",
        "address": "地址",
        "valid_from": "有效期自",
        "valid_to": "有效期至",
        "issuing_authority": "颁发单位",
        "registration_number": "登记号",
        "annual_inspection_years": "年检年度",
    },
    "tax_registration_certificate": {
        "tax_authority_kind": "国税/地税",
        "taxpayer_id": "纳税人识别号",
        "taxpayer_name": "纳税人名称",
        "legal_representative": "法定代表人（负责人）",
        "address": "地址",
        "registration_type": "登记注册类型",
        "business_scope": "经营范围",
        "withholding_obligation": "扣缴义务",
        "issuing_authority": "发证税务机关",
        "issue_date": "发证日期",
    },
    "tax_payment_certificate": {
        "certificate_number": "证明号码",
        "taxpayer_id": "纳税人识别号",
        "taxpayer_name": "纳税人名称",
        "issuing_authority": "开具税务机关",
        "issue_date": "填发日期",
        "total_amount": "金额合计",
    },
    "resident_id_card": {
        "name": "姓名",
        "sex": "性别",
        "ethnicity": "民族",
        "birth_date": "出生日期",
        "address": "住址",
        "id_number": "公民身份号码",
        "issuing_authority": "签发机关",
        "valid_from": "有效期自",
        "valid_to": "有效期至",
    },
    "household_register_page": {
        "name": "姓名",
        "relation_to_head": "户主或与户主关系",
        "sex": "性别",
        "ethnicity": "民族",
        "birth_date": "出生日期",
        "native_place": "籍贯",
        "id_number": "公民身份号码",
        "registration_date": "登记日期",
    },
    "balance_sheet": {
        "company_name": "编制单位",
        "period_end": "报表日",
        "unit": "金额单位",
        "standard": "报表格式",
    },
    "income_statement": _STATEMENT_OF_PERIOD,
    "cash_flow_statement": _STATEMENT_OF_PERIOD,
    "credit_report": {
        "report_number": "报告编号",
        "edition": "版本",
        "company_name": "企业名称",
        "unified_social_credit_code": "统一社会信用代码",
        "organisation_code": "组织机构代码",
        "loan_card_code": "中征码（贷款卡编码）",
        "legal_representative": "法定代表人",
        "report_date": "报告日期",
        "loan_card_status": "贷款卡状态",
        "last_review_date": "最近年审日期",
        "outstanding_count": "未结清笔数",
        "outstanding_balance": "未结清余额",
        "attention_balance": "关注类余额",
        "non_performing_balance": "不良类余额",
        "recourse_balance": "被追偿余额",
        "overdue_interest": "欠息余额",
    },
    "loan_card": {
        "loan_card_code": "贷款卡编码",
        "company_name": "企业名称",
        "annual_inspection_years": "年审年度",
    },
    "account_opening_permit": {
        "permit_number": "核准号",
        "company_name": "存款人名称",
        "legal_representative": "法定代表人（单位负责人）",
        "bank_name": "开户银行",
        "account_number": "账号",
        "issuing_authority": "发证机关",
        "issue_date": "发证日期",
    },
    "bank_statement": {
        "account_name": "户名",
        "account_number": "账号",
        "bank_name": "开户行",
        "period_start": "期间起",
        "period_end": "期间止",
        "opening_balance": "期初余额",
        "closing_balance": "期末余额",
    },
    "trial_balance": {
        "company_name": "编制单位",
        "period_start": "期间起",
        "period_end": "期间止",
    },
    "capital_verification_report": {
        "report_number": "报告文号",
        "company_name": "被审验单位",
        "registered_capital": "注册资本",
        "paid_in_capital": "实收资本",
        "firm_name": "会计师事务所",
        "report_date": "报告日期",
    },
    "loan_contract": {
        "contract_number": "合同编号",
        "borrower": "借款人",
        "lender": "贷款人",
        "amount": "借款金额",
        "annual_rate": "年利率（%）",
        "start_date": "借款起始日",
        "end_date": "借款到期日",
        "purpose": "借款用途",
    },
    "property_certificate": {
        "certificate_number": "权证编号",
        "owner": "权利人",
        "co_ownership": "共有情况",
        "location": "坐落",
        "unit_number": "不动产单元号",
        "right_type": "权利类型",
        "use": "用途",
        "area_sqm": "面积（平方米）",
        "valid_to": "使用期限至",
        "issuing_authority": "登记机构",
        "issue_date": "登记日期",
    },
    "vehicle_certificate": {
        "owner": "机动车所有人",
        "plate_number": "登记编号",
        "vin": "车辆识别代号",
        "brand_model": "品牌型号",
        "registration_date": "登记日期",
    },
    "income_proof": {
        "name": "姓名",
        "id_number": "公民身份号码",
        "employer": "工作单位",
        "position": "职务",
        "annual_income": "年收入",
        "issue_date": "出具日期",
    },
    "guarantee_application": {
        "applicant_name": "申请人",
        "unified_social_credit_code": "统一社会信用代码",
        "legal_representative": "法定代表人",
        "amount": "申请担保金额",
        "term_months": "期限（月）",
        "purpose": "借款用途",
        "lender": "贷款银行",
        "repayment_source": "还款来源",
        "counter_guarantee": "反担保措施",
        "application_date": "申请日期",
    },
    "subsidiary_ledger": {
        "company_name": "编制单位",
        "account_code": "科目编码",
        "account_name": "科目名称",
        "counterparty": "往来单位",
        "period_start": "期间起",
        "period_end": "期间止",
        "opening_balance": "期初余额",
        "closing_balance": "期末余额",
    },
    "receivables_ageing": {
        "company_name": "编制单位",
        "account_name": "科目",
        "period_end": "截止日期",
        "unit": "金额单位",
        "total_balance": "余额合计",
        "total_provision": "坏账准备合计",
    },
    "fixed_asset_list": {
        "company_name": "编制单位",
        "period_end": "截止日期",
        "unit": "金额单位",
        "total_cost": "原值合计",
        "total_depreciation": "累计折旧合计",
        "total_net_value": "净值合计",
    },
    "vat_return": {
        "form_kind": "申报表种类",
        "taxpayer_id": "纳税人识别号",
        "taxpayer_name": "纳税人名称",
        "period_start": "税款所属期起",
        "period_end": "税款所属期止",
        "filing_date": "填表日期",
    },
    "cit_return": {
        "form_kind": "申报表种类",
        "taxpayer_id": "纳税人识别号",
        "taxpayer_name": "纳税人名称",
        "period_start": "税款所属期起",
        "period_end": "税款所属期止",
        "revenue": "营业收入",
        "cost": "营业成本",
        "total_profit": "利润总额",
        "adjusted_income": "纳税调整后所得",
        "taxable_income": "应纳税所得额",
        "tax_payable": "应纳所得税额",
    },
    "registry_extract": {
        "unified_social_credit_code": "统一社会信用代码",
        "company_name": "企业名称",
        "company_type": "类型",
        "legal_representative": "法定代表人",
        "registered_capital": "注册资本",
        "establishment_date": "成立日期",
        "valid_from": "营业期限自",
        "valid_to": "营业期限至",
        "address": "住所",
        "business_scope": "经营范围",
        "issuing_authority": "登记机关",
        "issue_date": "核准日期",
        "operating_status": "登记状态",
        "report_date": "报告生成日期",
        "report_year": "年报年度",
        "filed_on": "填报日期",
        "total_assets": "资产总额",
        "total_liabilities": "负债总额",
        "owners_equity": "所有者权益合计",
        "revenue": "营业总收入",
        "total_profit": "利润总额",
        "net_profit": "净利润",
        "tax_paid": "纳税总额",
    },
    "encumbrance_certificate": {
        "certificate_number": "证明编号",
        "right_or_matter": "证明权利或事项",
        "right_holder": "权利人",
        "obligor": "义务人",
        "location": "坐落",
        "unit_number": "不动产单元号",
        "secured_amount": "债权数额",
        "term_start": "履行期限起",
        "term_end": "履行期限止",
        "issuing_authority": "登记机构",
        "issue_date": "登记日期",
    },
    "marriage_certificate": {
        "certificate_number": "结婚证字号",
        "registration_date": "登记日期",
        "holder": "持证人",
        "issuing_authority": "登记机关",
        "party_a_name": "一方姓名",
        "party_a_sex": "一方性别",
        "party_a_birth_date": "一方出生日期",
        "party_a_id_number": "一方身份证件号",
        "party_b_name": "另一方姓名",
        "party_b_sex": "另一方性别",
        "party_b_birth_date": "另一方出生日期",
        "party_b_id_number": "另一方身份证件号",
    },
    "unknown": {},
}

_BALANCE_LINES = {"label": "项目", "ending": "期末余额", "opening": "年初余额", "key": "科目键"}
_PERIOD_LINES = {"label": "项目", "current": "本期金额", "prior": "上期金额", "key": "科目键"}

TABLE_TITLES: dict[str, str] = {
    "shareholders": "股东及出资",
    "abnormal": "经营异常名录",
    "lines": "报表项目",
    "loans": "贷款明细",
    "guarantees": "对外担保",
    "payments": "完税明细",
    "entries": "交易明细",
    "accounts": "科目余额",
    "balances": "明细余额",
    "receivables": "应收明细",
    "buckets": "账龄分段",
    "assets": "资产明细",
    "items": "申报项目",
}

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

VALUES: dict[str, dict[str, str]] = {
    "direction": {"debit": "借", "credit": "贷", "even": "平"},
    "form_kind": {
        "general": "一般纳税人",
        "small_scale": "小规模纳税人",
        "annual": "年度汇算清缴",
        "prepayment": "月（季）度预缴",
    },
    "copy_kind": {"original": "正本", "duplicate": "副本"},
    "tax_authority_kind": {"national": "国税", "local": "地税", "joint": "国税地税联合"},
    "sex": {"male": "男", "female": "女"},
    "party_a_sex": {"male": "男", "female": "女"},
    "party_b_sex": {"male": "男", "female": "女"},
    "unit": {"yuan": "元", "ten_thousand_yuan": "万元"},
    "standard": {
        "cas_2007": "企业会计准则（2007）",
        "cas_2017": "企业会计准则（2017）",
        "cas_2018": "企业会计准则（2018）",
        "cas_2019": "企业会计准则（2019）",
        "cas_2019a": "企业会计准则（2019，未执行新准则）",
        "small_enterprise": "小企业会计准则",
        "old_2001": "企业会计制度（2001）",
    },
}
"""Words for coded values, by field name."""

QUANTITIES = frozenset({"annual_rate", "area_sqm", "quantity"})
"""Decimal fields that are no money."""

_CELL = re.compile(r"(?P<table>\w+)\[(?P<row>\d+)\]\.(?P<column>\w+)")


def type_title(type_: str) -> str:
    """The Chinese title of a document type; an unlisted type is shown by its own name.

    >>> type_title("loan_card")
    '贷款卡'
    """
    return TYPES.get(type_, type_)


def column_title(type_: str, table: str, column: str) -> str:
    """The Chinese title of a table's column, or its name when it is not listed."""
    return COLUMNS.get(type_, {}).get(table, {}).get(column, column)


def table_title(table: str) -> str:
    """The Chinese title of a table."""
    return TABLE_TITLES.get(table, table)


def field_title(type_: str, path: str) -> str:
    """The Chinese title of a field, or of a table cell given as `loans[3].balance` (rows are shown counting from 1).

    >>> field_title("resident_id_card", "id_number")
    '公民身份号码'
    >>> field_title("credit_report", "loans[3].balance")
    '贷款明细第4行·余额'
    """
    cell = _CELL.fullmatch(path)
    if cell is None:
        return FIELDS.get(type_, {}).get(path, path)
    title = column_title(type_, cell["table"], cell["column"])
    return f"{table_title(cell['table'])}第{int(cell['row']) + 1}行·{title}"
