"""Wordings of enterprise credit reports: captions, headings, kinds of credit, currencies, classes.

Captions of the first generation (2006 and 2012 layouts) and of the second (from 2020) side by side; keys are heyan's.
"""

from __future__ import annotations

import re

from extractors._captions import Captions

_WORDINGS: dict[str, tuple[str, ...]] = {
    # one loan or account
    "index": ("序号", "项次"),
    "account_number": ("账户编号", "账户号", "账户标识", "借据编号", "借据号", "业务编号", "合同编号", "贷款合同编号"),
    "lender": (
        "授信机构", "授信机构名称", "业务发生机构", "金融机构", "金融机构名称", "发放机构", "贷款机构", "机构名称", "贷款银行",
        "业务管理机构", "业务办理机构", "经办机构", "放款机构", "贷款行", "报送机构", "债权机构",
    ),
    "kind": (
        "种类", "业务种类", "贷款种类", "贷款业务种类", "借贷业务种类", "业务品种", "业务类型", "业务种类细分", "贷款品种",
        "信贷业务种类", "信贷品种", "信贷种类", "借款种类", "贷款类型",
    ),
    "currency": ("币种", "币别", "货币", "货币种类"),
    "amount": (
        "借据金额", "借款金额", "贷款金额", "金额", "放款金额", "发放金额", "借据本金", "合同金额", "信用额度", "授信额度",
        "借款本金", "贴现金额", "发生金额", "业务金额", "发放额", "贷款发放金额", "借据发生金额",
    ),
    "balance": (
        "借据余额", "余额", "贷款余额", "借款余额", "本金余额", "业务余额", "当前余额", "贷款本金余额", "未还余额", "结余",
    ),
    "issue_date": (
        "放款日期", "开立日期", "起始日期", "发放日期", "贷款发放日期", "借款日期", "放款日", "发放日", "起始日", "开立日",
        "借据起始日期", "借据放款日期", "开户日期", "借款起始日", "贷款日期", "贴现日期", "起贷日期", "发生日期", "借款发放日期",
    ),
    "due_date": (
        "到期日期", "到期日", "贷款到期日期", "借据到期日期", "借款到期日", "贷款到期日", "约定到期日", "终止日期", "还款到期日",
    ),
    "classification": ("五级分类", "五级分类结果", "分类", "风险分类", "贷款五级分类", "资产质量分类", "五级分类状态"),
    "settled_date": (
        "结清日期", "关闭日期", "结清日", "关闭日", "还清日期", "实际还清日期", "实际结清日期", "账户关闭日期", "还清日",
    ),
    "balance_as_of": (
        "信息报告日期", "信息更新日期", "余额日期", "余额截止日期", "报送日期", "业务发生日期", "业务发生日", "信息报告日",
    ),
    "overdue_amount": ("逾期总额", "逾期金额", "当前逾期总额", "当前逾期金额"),
    "overdue_principal": ("逾期本金", "当前逾期本金"),
    "overdue_months": ("逾期月数", "当前逾期月数"),
    "last_repayment_date": (
        "最近一次还款日期", "最近一次还款日", "最近还款日期", "最近一次实际还款日期", "最近一次实际归还日期", "上次还款日期",
    ),
    "last_repayment_amount": ("最近一次还款总额", "最近一次还款金额", "最近一次还款本金"),
    "repayment_form": ("最近一次还款形式", "还款方式", "还款形式"),
    "remaining_months": ("剩余还款月数",),
    "loan_form": ("贷款形式", "发放形式", "业务形式"),
    "security": ("担保", "担保方式", "有无担保", "担保情况", "反担保方式"),
    "extension": ("展期", "是否展期", "有无展期"),
    "settled_by": ("结清方式", "还款方式及结清", "关闭方式", "结清形式"),
    "history": ("历史记录", "历史表现", "还款记录", "特定交易提示", "有无历史记录"),
    "agreement_number": ("授信协议编号",),
    # a guarantee for somebody else
    "beneficiary": (
        "被担保人", "主借款人", "被担保人名称", "主借款人名称", "被担保企业", "被担保单位", "借款人名称", "借款人", "主债务人",
        "被担保企业名称", "债务人", "债务人名称", "被担保方",
    ),
    "guarantee_kind": ("担保形式", "责任类型", "相关还款责任类型", "责任人类型", "担保种类", "保证形式"),
    "guarantee_amount": (
        "担保金额", "还款责任金额", "相关还款责任金额", "保证金额", "担保合同金额", "相关责任金额", "责任金额", "担保责任金额",
    ),
    "guaranteed_balance": (
        "所担保主业务余额", "主业务余额", "担保余额", "被担保业务余额", "所担保业务余额", "主债务余额", "担保主业务余额",
        "被担保主业务余额", "所担保主债权余额",
    ),
    # the company
    "report_number": ("报告编号", "报告单编号", "报告号", "信用报告编号"),
    "report_date": ("报告日期", "报告时间", "报告生成时间", "报告生成日期", "出具日期"),
    "query_date": ("查询时间", "查询日期"),
    "company_name": ("企业名称", "名称", "信息主体名称", "借款人名称(中文)", "中文名称", "单位名称", "机构中文名称"),
    "loan_card_code": (
        "贷款卡编码", "中征码", "贷款卡号", "贷款卡编号", "贷款卡号码", "贷款卡编码(中征码)", "中征码(贷款卡编码)", "中征码(原贷款卡编码)",
    ),
    "unified_social_credit_code": ("统一社会信用代码", "社会信用代码", "统一信用代码", "统一社会信用代码/注册号"),
    "organisation_code": ("组织机构代码", "组织机构代码号", "机构代码"),
    "loan_card_status": ("贷款卡状态", "贷款卡年审状态", "中征码状态"),
    "last_review_date": ("最近一次年审日期", "最近年审日期", "贷款卡年审日期", "最近一次年审时间", "年审日期"),
    "legal_representative": ("法定代表人", "法定代表人姓名", "法人代表", "负责人", "法定代表人/负责人", "法定代表人(负责人)"),
    "inquirer": ("查询机构", "查询机构名称", "查询操作员"),
    "inquiry": ("查询原因", "查询用途"),
    "address": ("注册地址", "登记地址", "住所", "办公/经营地址", "办公地址", "经营地址"),
    "registration_kind": ("登记注册类型", "登记注册号类型", "登记证书类型"),
    "registration_number": ("登记注册号", "工商注册号", "登记注册号码", "登记证书号码"),
    "registration_date": ("登记注册日期", "注册日期"),
    "expiry_date": ("有效截止日期", "登记证书有效截止日期", "有效期至", "证书到期日"),
    "national_tax_number": ("国税登记号", "纳税人识别号(国税)", "纳税人识别号"),
    "local_tax_number": ("地税登记号", "纳税人识别号(地税)"),
    "economy_kind": ("经济类型", "组织机构类型", "企业规模", "所属行业", "成立年份", "存续状态", "机构信用代码"),
    "capital": ("注册资本", "注册资金", "注册资本折人民币合计", "注册资金折人民币合计"),
    # people and owners
    "position": ("职务", "职位"),
    "person_name": ("姓名",),
    "id_kind": ("证件类型",),
    "id_number": ("证件号码",),
    "investor": ("出资方名称", "出资人名称", "出资人", "出资方", "股东名称"),
    "invested": ("出资金额", "出资额"),
    "share": ("出资占比", "出资比例", "占比"),
    "relation": ("关系", "关联关系"),
    # sums
    "recourse_balance": ("被追偿余额", "被追偿业务余额", "被追偿业务", "资产处置余额"),
    "attention_balance": ("关注类余额", "关注余额"),
    "non_performing_balance": ("不良类余额", "不良余额", "不良和违约负债余额", "不良负债余额"),
    "overdue_interest": ("欠息余额", "欠息", "欠息金额", "欠息总额"),
    "debt_balance": ("当前负债余额", "负债余额", "未结清余额", "未结清贷款余额", "贷款余额合计", "未结清信贷余额"),
    "count": (
        "笔数", "账户数", "未结清笔数", "未结清贷款笔数", "业务笔数", "未结清业务笔数", "合计笔数", "合计账户数",
        *(f"{group}类{number}" for group in ("正常", "关注", "不良") for number in ("笔数", "账户数")),
    ),
}  # fmt: skip

_KINDS = {
    "amount": "amount", "balance": "amount", "overdue_amount": "amount", "overdue_principal": "amount",
    "last_repayment_amount": "amount", "guarantee_amount": "amount", "guaranteed_balance": "amount", "invested": "amount",
    "recourse_balance": "amount", "attention_balance": "amount", "non_performing_balance": "amount",
    "overdue_interest": "amount", "debt_balance": "amount", "capital": "amount",
    "overdue_months": "count", "remaining_months": "count", "count": "count",
    "issue_date": "date", "due_date": "date", "settled_date": "date", "balance_as_of": "date",
    "last_repayment_date": "date", "last_review_date": "date", "registration_date": "date", "expiry_date": "date",
}  # fmt: skip

CAPTIONS = Captions(_WORDINGS, _KINDS)

STARTERS = frozenset({"lender", "account_number", "beneficiary", "position", "investor"})
"""Keys that begin a record of their own."""

HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十]+[)）]|\d+[、.])?"
    r"(?:身份信息|身份标识|基本信息|基本概况|概况信息|信息概要|信用概要|主要出资人.*|注册资本及主要出资人.*|高管人员.*|主要组成人员.*"
    r"|有?直接关联关系.*|关联企业.*|上级机构.*|实际控制人.*|信贷记录明细|信贷信息明细|信贷交易.*|当前负债.*|未结清.*|未还清.*"
    r"|已还清.*|已结清.*|对外担保.*|相关还款责任.*|公共信息.*|公共记录.*|非信贷.*|声明.*|附件.*|报告说明|说明|授信信息.*|授信协议.*"
    r"|中长期借款.*|短期借款.*|循环透支.*|贴现.*|银行承兑汇票.*|信用证.*|银行保函.*|保函.*|被追偿业务.*|垫款.*|欠息.*|贸易融资.*"
    r"|保理.*|票据贴现.*|贷款(?:信息|明细|记录|业务)?|类贷款.*|担保及第三方代偿.*|资产管理公司处置.*|财务报表.*|查询记录.*|已清.*)$"
)
"""A line that opens a part of the report."""

SETTLED = re.compile(r"已还清|已结清|已清")
NOT_BORROWED = re.compile(
    r"承兑汇票|信用证|保函|授信信息|授信协议|担保及第三方代偿|对外担保|相关还款责任|概要|公共|非信贷|欠息|查询记录"
)
"""Parts whose rows are no money borrowed by the company."""

EDITIONS = ("自主查询版", "授信机构版", "银行版", "政府版", "社会版", "企业版", "征信中心版", "监管版")

KINDS_OF_CREDIT = frozenset(
    [
        "流动资金贷款",
        "固定资产贷款",
        "中长期贷款",
        "短期贷款",
        "短期借款",
        "中长期借款",
        "项目贷款",
        "经营性物业贷款",
        "房地产开发贷款",
        "房地产贷款",
        "银团贷款",
        "贸易融资",
        "票据贴现",
        "贴现",
        "保理",
        "循环透支",
        "法人账户透支",
        "委托贷款",
        "并购贷款",
        "技术改造贷款",
        "基本建设贷款",
        "出口卖方信贷",
        "出口买方信贷",
        "信用贷款",
        "抵押贷款",
        "保证贷款",
        "质押贷款",
        "其他贷款",
        "其他",
        "商业承兑汇票贴现",
        "银行承兑汇票贴现",
        "进口押汇",
        "出口押汇",
        "打包贷款",
        "打包放款",
        "融资租赁",
        "垫款",
        "承兑垫款",
        "信用证垫款",
        "保函垫款",
        "固定资产借款",
        "流动资金借款",
        "经营性贷款",
        "个人经营性贷款",
        "营运资金贷款",
        "技改贷款",
        "贷款",
        "透支",
        "国内保理",
        "国内信用证融资",
    ]
)

CURRENCIES = {
    **dict.fromkeys(("人民币", "人民币元", "RMB", "CNY", "人民币(CNY)", "CNY人民币", "人民市"), "人民币"),
    **dict.fromkeys(("美元", "USD", "美金"), "美元"),
    **dict.fromkeys(("欧元", "EUR"), "欧元"),
    **dict.fromkeys(("日元", "JPY"), "日元"),
    **dict.fromkeys(("港元", "港币", "HKD"), "港元"),
    **dict.fromkeys(("英镑", "GBP"), "英镑"),
}

CLASSES = frozenset(("正常", "关注", "次级", "可疑", "损失", "未分类", "不良", "违约", "禁入"))

STATUSES = frozenset(("正常", "注销", "暂停使用", "暂停", "吊销", "未年审", "有效", "冻结"))
