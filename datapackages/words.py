"""Chinese words of the package's codes, as data."""

from __future__ import annotations

import re

VERDICTS = {
    "fail": "不符",
    "warn": "关注",
    "cannot_determine": "无法判断",
    "pass": "相符",
    "not_applicable": "不适用",
}

SEVERITIES = {"blocking": "阻断", "high": "重要", "medium": "一般", "low": "提示"}

SEVERITY_NOTES = {
    "blocking": "提交评审前必须解决",
    "high": "须在调查评价报告中说明",
    "medium": "须作说明",
    "low": "供参考",
}

STATUSES = {"accepted": "已采信", "review": "待人工核对", "missing": "缺", "corrected": "人工核定"}

DECISIONS = {
    "confirmed": "核对无误",
    "corrected": "更正",
    "as_printed": "确认原件如此印制",
    "not_printed": "确认原件未印",
}
"""What a person said of a value."""

SEALS = {
    "authority": "机关印章",
    "company": "公司公章",
    "bank": "银行印章",
    "contract": "合同专用章",
    "finance": "财务专用章",
    "invoice": "发票专用章",
    "firm": "中介机构印章",
    "copy_check": "核对章",
    "copy_use": "复印件用途章",
    "inspection": "年检（年审）章",
    "personal": "人名章",
    "unknown": "印章（未辨认）",
}
"""Whose seal a stamp is."""

AS_OF_SOURCES = {
    "option": "由操作人员指定",
    "application": "取自委托担保申请书的申请日期",
    "intake": "未读到申请日期，取收件日期，须人工确认",
}

ROLES = {
    "applicant": "申请人",
    "legal_representative": "法定代表人",
    "shareholder": "股东",
    "spouse": "配偶",
    "intermediary": "中介机构",
    "other": "其他",
}

KINDS = {"company": "企业", "person": "自然人"}

REJECTIONS = {
    "encrypted": "文件加密",
    "corrupt": "文件损坏",
    "unsupported": "格式不支持",
    "empty": "空文件",
    "too_large": "文件过大",
    "too_many_pages": "页数过多",
    "archive_bomb": "压缩包异常",
    "unsafe_path": "路径不安全",
    "duplicate": "重复文件",
}

PAGE_REASONS = {
    **REJECTIONS,
    "too_large": "页面过大",
    "crashed": "读取时出错",
    "timeout": "读取超时",
    "illegible": "图像模糊，无法辨认；请重新扫描，分辨率不低于 200 dpi",
}
"""Why a page could not be read."""

REVIEW_REASONS = {
    "low_confidence": "识别把握不足",
    "source_changed": "人工填写之后换了扫描件，请重新核对",
    "read_as_other_document": "字迹不清，按其他材料的同一内容推定，请核对",
    "read_as_qr_code": "字迹不清，按同一页二维码中的代码推定，请核对",
    "odd_quantity": "数量异常，可能缺位",
    "year_unknown": "只印月日，年份不明",
    "too_few_examples": "此类读数的检验样本太少，请人工确认",
    "not_found": "应有而未找到",
    "not_understood": "内容无法解析",
    "as_of_is_intake_date": "未读到申请日期，基准日暂用收件日期",
    "check_digit": "校验位不符",
    "check_digit_decoded": "识别结果校验位不符，按识别器的候选字推定，请核对",
    "contradiction": "与本文书其他位置不一致",
    "opinion_unclear": "审计意见类型不明确",
    "rent_by_area": "租金按面积计，须换算",
    "name_incomplete": "名称可能不完整",
    "not_a_name": "不像姓名",
    "several_dates": "有多个日期",
    "date_cut_short": "日期不完整",
    "date_order": "日期先后不合理",
    "implausible_date": "日期不合常理",
    "period_reversed": "期限起止颠倒",
    "masked": "号码有遮挡",
    "wrong_length": "位数不符",
    "unusual": "内容不常见",
    "unusual_authority": "机关名称不常见",
    "stamp_unread": "有印章未能读出",
    "second_seal_unread": "第二枚印章未能读出",
    "seal_unread": "印章未能读出",
    "cut_by_seal": "印章压住文字的一端，可能读得不全",
    "seal_differs": "印章与文字不一致",
    "years_missing": "年度不连续",
    "amounts_differ": "各处金额不一致",
    "capitals_differ_from_digits": "大写与小写金额不一致",
    "differs_from_number": "与身份证号码不一致",
    "unlike_its_column": "与同列其他数不相称",
    "balance_above_amount": "余额大于借款金额",
    "sum_differs": "与合计不符",
    "unit_not_printed": "金额单位未印",
    "readers_disagree": "两次识别结果不一致",
    "arithmetic": "勾稽不平",
    "no_column": "表中没有此栏",
    "balance_differs": "余额与发生额不符",
    "building_area_unclear": "建筑面积不明确",
    "grid_disagrees": "表格线与位置所示不一致",
    "not_in_vocabulary": "不在常用词之内",
    "column_unclear": "所属栏目不明确",
    "sum_fails": "与合计不平，须核对数字",
    "side_unknown": "借贷方向不明确",
    "row_unclear": "所属行次不明确",
    "several_areas": "有多个面积",
    "two_amounts": "同格有两个金额",
    "unit_unclear": "金额单位不明确",
    "unit_unknown": "金额单位未知",
    "differs_from_other_document": "与其他材料上的同一内容略有出入",
    "label_not_read": "栏目名称未读出，按数字形状找到",
    "monthly_income": "只写月收入，未写年收入",
    "monthly_rate": "只写月利率，未写年利率",
    "no_copy_mark": "未印副本字样，推定为正本",
    "no_prefix": "证号前缀未读出",
    "pairing_unsure": "两面是否为同一张证件不能确定",
    "places_differ": "各处内容不一致",
    "rare_character": "含生僻字或繁体字",
    "seal_unclear": "印章不清，按辖区机关名称推定",
    "several_accounts": "有多个账号",
    "several_amounts": "有多个金额",
    "several_cards": "同页有多张证件",
    "several_rates": "有多个利率",
    "several_terms": "有多个期限",
    "sticker": "年检贴花须人工核对",
    "stickers_to_count": "年检贴花须人工清点",
    "term_incomplete": "期限不完整",
    "text_incomplete": "文字可能不完整",
    "unusual_number": "号码不常见",
    "unusual_plate": "号牌不常见",
}

PARAMETERS = {
    "long_term_investment_share": "长期投资占总资产比例",
    "credit_report_fresh_days": "信用报告有效天数",
    "credit_report_stale_days": "信用报告过时天数",
    "income_proof_days": "收入证明有效天数",
    "statement_age_days": "报表时效天数",
    "expiry_notice_days": "到期提醒天数",
    "arithmetic_warn_share": "勾稽差异容许比例",
    "two_sources_warn_share": "两处来源差异容许比例",
    "untaxed_profit": "未计所得税的利润限额（元）",
    "short_term_days": "短期借款最长天数",
    "reporting_delay_days": "征信报送滞后天数",
    "borrowing_excess_share": "账面多出借款的容许比例",
    "borrowing_interval_share": "推算区间容许宽度",
    "accrued_interest_rate": "应计利息年利率",
    "notes_share": "应收票据占总资产比例",
    "notes_amount": "应收票据金额（元）",
    "inspection_abolished": "取消年检之日",
    "loan_card_abolished": "取消贷款卡之日",
    "one_licence_from": "三证合一起始日",
    "old_licences_end": "旧执照停用之日",
    "tax_offices_merged": "国地税合并之日",
    "first_generation_id_end": "第一代身份证停用之日",
    "term_not_printed_from": "执照不再印营业期限之日",
    "second_generation_report_from": "二代信用报告起始日",
    "registration_number_from": "15 位注册号起始日",
    "as_of": "基准日",
}
"""Thresholds and dates that checks use."""

RECONCILIATION_LISTS = {"matched": "账上与报告均有", "only_in_report": "仅信用报告有", "only_in_books": "仅账上有"}

SUBJECTS = {
    "3": "资料收集",
    "5.1": "企业客户",
    "5.1.1": "主体资格",
    "5.1.2": "基本情况",
    "5.1.3": "经营状况",
    "5.1.4": "财务状况",
    "5.1.5": "重大事项",
    "5.2": "个人客户",
    "5.2.1": "个人基本情况",
    "5.2.2": "个人收入与资产",
    "5.2.3": "个人信誉",
    "6": "借款用途",
    "7": "还款来源",
    "8": "反担保措施",
    "8.1": "抵押物",
    "8.2": "反担保人",
}

_ARTICLE = re.compile(r"(?P<parts>\d+(?:\.\d+)*)(?P<item>\(\d+\))?")
_DIGITS = "〇一二三四五六七八九十"


def _ordinal(number: int) -> str:
    if number <= 10:
        return _DIGITS[number]
    return f"十{_DIGITS[number - 10]}" if number < 20 else str(number)


def article_group(article: str) -> str:
    """The article without its last item, by which findings are grouped; empty when none is cited.

    >>> article_group("5.1.4(7)")
    '5.1.4'
    >>> article_group("—")
    ''
    """
    match = _ARTICLE.match(article.strip())
    return match["parts"] if match else ""


def article_words(article: str) -> str:
    """Articles as the regulation's readers cite them; what is no article is given back unchanged.

    >>> article_words("5.1.4(7)")
    '第五条(一)4(7)'
    >>> article_words("6(2)")
    '第六条(2)'
    >>> article_words("5.1.1; 5.2.1(1)")
    '第五条(一)1、第五条(二)1(1)'
    """
    return "、".join(_one_article(part.strip()) for part in re.split(r"[;；]", article))


def _one_article(article: str) -> str:
    match = _ARTICLE.match(article)
    if match is None:
        return article
    head, *rest = match["parts"].split(".")
    words = f"第{_ordinal(int(head))}条"
    if rest:
        words += f"({_ordinal(int(rest[0]))})" + ".".join(rest[1:])
    return words + (match["item"] or "") + article[match.end() :]


def page_reason(reason: str | None) -> str:
    """Why a page could not be read, in Chinese; an unlisted code is shown as it is."""
    return PAGE_REASONS.get(reason, reason) if reason else ""


def reason_words(reason: str | None) -> str:
    """Why a field waits for a person, in Chinese; an unlisted code is shown behind plain words.

    >>> reason_words("new_code")
    '须人工核对（new_code）'
    """
    return REVIEW_REASONS.get(reason, f"须人工核对（{reason}）") if reason else ""
