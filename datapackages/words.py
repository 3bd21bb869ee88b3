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

STATUSES = {"accepted": "已采信", "review": "待人工核对", "missing": "缺", "corrected": "已更正"}

AS_OF_SOURCES = {
    "option": "由操作人员指定",
    "application": "取自委托担保申请书的申请日期",
    "intake": "未读到申请日期,取收件日期,须人工确认",
}

ROLES = {
    "applicant": "申请人",
    "legal_representative": "法定代表人",
    "shareholder": "股东",
    "spouse": "配偶",
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

REVIEW_REASONS = {
    "low_confidence": "识别把握不足",
    "not_found": "应有而未找到",
    "readers_disagree": "两次识别结果不一致",
    "check_digit": "校验位不符",
    "arithmetic": "勾稽不平",
    "conflict": "与其他位置的内容不一致",
    "unparsed": "内容无法解析",
    "as_of_from_intake": "基准日取自收件日期",
}

RECONCILIATION_LISTS = {"matched": "账上与报告均有", "only_in_report": "仅信用报告有", "only_in_books": "仅账上有"}

SUBJECTS = {
    "3": "资料收集",
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
    """An article as the regulation's readers cite it; what is no article is given back unchanged.

    >>> article_words("5.1.4(7)")
    '第五条(一)4(7)'
    >>> article_words("6(2)")
    '第六条(2)'
    """
    match = _ARTICLE.match(article.strip())
    if match is None:
        return article
    head, *rest = match["parts"].split(".")
    words = f"第{_ordinal(int(head))}条"
    if rest:
        words += f"({_ordinal(int(rest[0]))})" + ".".join(rest[1:])
    return words + (match["item"] or "") + article.strip()[match.end() :]


def reason_words(reason: str | None) -> str:
    """Why a field waits for a person, in Chinese; an unlisted code is shown as it is."""
    return REVIEW_REASONS.get(reason, reason) if reason else ""
