"""Chinese titles of document types, fields, table columns and coded values, as data.

The order of fields and columns is the order in which reports and workbooks show them.
"""

from __future__ import annotations

import re

from schemas.column_titles import COLUMNS as COLUMNS

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
    "articles_of_association": "公司章程",
    "shareholder_resolution": "股东会决议",
    "audit_report": "审计报告",
    "appraisal_report": "评估报告",
    "lease_contract": "租赁合同",
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
        "tax_arrears_count": "欠税记录条数",
        "civil_judgment_count": "民事判决记录条数",
        "enforcement_count": "强制执行记录条数",
        "open_enforcement_count": "未结案强制执行条数",
        "penalty_count": "行政处罚记录条数",
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
    "articles_of_association": {
        "company_name": "公司名称",
        "address": "住所",
        "business_scope": "经营范围",
        "registered_capital": "注册资本",
        "legal_representative": "法定代表人",
        "legal_representative_rule": "法定代表人由何职务担任",
        "term_years": "营业期限（年）",
        "signed_date": "签署日期",
        "guarantee_clause": "对外担保条款",
    },
    "shareholder_resolution": {
        "company_name": "公司名称",
        "borrower": "借款人",
        "lender": "贷款人",
        "amount": "借款金额",
        "term_months": "期限（月）",
        "purpose": "借款用途",
        "resolution_date": "决议日期",
    },
    "audit_report": {
        "firm_name": "会计师事务所",
        "report_number": "报告文号",
        "report_date": "报告日期",
        "company_name": "被审计单位",
        "period_start": "审计期间起",
        "period_end": "审计期间止",
        "opinion": "审计意见",
    },
    "appraisal_report": {
        "report_number": "报告编号",
        "firm_name": "评估机构",
        "client": "委托人",
        "owner": "产权持有人",
        "subject": "评估对象",
        "location": "坐落",
        "purpose": "评估目的",
        "valuation_date": "评估基准日",
        "appraised_value": "评估价值",
        "report_date": "报告日期",
        "validity_months": "使用有效期（月）",
        "valid_to": "有效期至",
    },
    "lease_contract": {
        "contract_number": "合同编号",
        "lessor": "出租人",
        "lessee": "承租人",
        "location": "房屋坐落",
        "area_sqm": "租赁面积（平方米）",
        "use": "用途",
        "rent": "租金",
        "rent_period": "租金周期",
        "start_date": "租赁起始日",
        "end_date": "租赁到期日",
    },
    "unknown": {},
}

TABLE_TITLES: dict[str, str] = {
    "shareholders": "股东及出资",
    "abnormal": "经营异常名录",
    "lines": "报表项目",
    "loans": "贷款明细",
    "guarantees": "对外担保",
    "payments": "完税明细",
    "entries": "交易明细",
    "signatories": "签署人",
    "cpas": "注册会计师",
    "accounts": "科目余额",
    "balances": "明细余额",
    "receivables": "应收明细",
    "buckets": "账龄分段",
    "assets": "资产明细",
    "items": "申报项目",
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
    "opinion": {
        "unqualified": "无保留意见",
        "emphasis": "带强调事项段的无保留意见",
        "qualified": "保留意见",
        "adverse": "否定意见",
        "disclaimer": "无法表示意见",
    },
    "rent_period": {"day": "每日", "month": "每月", "quarter": "每季", "half_year": "每半年", "year": "每年"},
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

QUANTITIES = frozenset({"annual_rate", "area_sqm", "ratio", "quantity"})
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
