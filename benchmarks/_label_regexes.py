"""Fields from recognised lines by label regexes, as one writes them around an OCR library in an afternoon; for comparison.

Lines are joined to rows. A label may be spread (`名　称`), may have a colon and must begin a row or follow white space or
punctuation; its value is the rest of the row up to the next label, else the next row; long texts go on until a row that
has a label. Dates, amounts and terms are parsed as heyan parses them, numbers are also looked for by their shape. The type
of the paper is told beforehand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from standards import capital_amount, chinese_date

Json = dict[str, Any]


@dataclass(frozen=True)
class Read:
    """One recognised line: text, confidence (0..1), box in pixels."""

    text: str
    confidence: float
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Row:
    """Lines side by side: their text, and each character's confidence (its line's)."""

    text: str
    sure: tuple[float, ...]


@dataclass(frozen=True)
class Want:
    """A field: its labels, what its value is, and whether it goes on over rows."""

    labels: tuple[str, ...]
    kind: str = "text"
    long: bool = False


_USCC, _OLD = r"[0-9A-Z]{18}", r"\d{15}"
FIELDS: Mapping[str, Mapping[str, Want]] = {
    "business_licence": {
        "unified_social_credit_code": Want(("统一社会信用代码",), rf"code:{_USCC}"),
        "registration_number": Want(("注册号",), rf"code:{_OLD}"),
        "company_name": Want(("名称", "企业名称", "公司名称", "字号名称")),
        "company_type": Want(("类型", "公司类型", "企业类型", "主体类型")),
        "address": Want(("住所", "营业场所", "经营场所", "主要经营场所"), long=True),
        "legal_representative": Want(
            ("法定代表人", "法定代表人姓名", "负责人", "经营者", "经营者姓名", "投资人", "执行事务合伙人")
        ),
        "registered_capital": Want(("注册资本", "注册资金", "出资额"), "money"),
        "paid_in_capital": Want(("实收资本",), "money"),
        "establishment_date": Want(("成立日期", "注册日期"), "date"),
        "valid_from": Want(("营业期限", "经营期限", "合伙期限"), "from"),
        "valid_to": Want(("营业期限", "经营期限", "合伙期限"), "to"),
        "business_scope": Want(("经营范围", "经营范围及方式"), long=True),
        "issuing_authority": Want(("登记机关", "发照机关"), "authority"),
        "issue_date": Want(("发照日期", "核准日期"), "last_date"),
        "copy_kind": Want((), "copy"),
        "annual_inspection_years": Want((), "years"),
    },
    "organisation_code_certificate": {
        "organisation_code": Want(("代码", "组织机构代码"), r"code:[0-9A-Z]{8}[-—－]?[0-9X]"),
        "organisation_name": Want(("机构名称", "名称")),
        "organisation_type": Want(("机构类型", "类型")),
        "legal_representative": Want(("法定代表人", "负责人")),
        "address": Want(("地址", "住所"), long=True),
        "valid_from": Want(("有效期", "有效期限"), "from"),
        "valid_to": Want(("有效期", "有效期限"), "to"),
        "issuing_authority": Want(("颁发单位", "发证机关"), "authority"),
        "registration_number": Want(("登记号",)),
        "annual_inspection_years": Want((), "years"),
    },
    "tax_registration_certificate": {
        "tax_authority_kind": Want((), "tax_kind"),
        "taxpayer_id": Want(("纳税人识别号", "识别号", "税字"), r"code:[0-9A-Z]{15,20}"),
        "taxpayer_name": Want(("纳税人名称", "纳税人全称", "名称")),
        "legal_representative": Want(("法定代表人(负责人)", "法定代表人", "负责人", "业主姓名")),
        "address": Want(("地址", "注册地址", "经营地址"), long=True),
        "registration_type": Want(("登记注册类型", "注册类型")),
        "business_scope": Want(("经营范围",), long=True),
        "withholding_obligation": Want(("扣缴义务",)),
        "issuing_authority": Want(("发证税务机关", "发证机关", "税务机关"), "authority"),
        "issue_date": Want(("发证日期",), "last_date"),
    },
    "resident_id_card": {
        "name": Want(("姓名",)),
        "sex": Want(("性别",), "sex"),
        "ethnicity": Want(("民族",)),
        "birth_date": Want(("出生",), "date"),
        "address": Want(("住址",), long=True),
        "id_number": Want(("公民身份号码",), r"code:\d{17}[0-9X]|\d{15}"),
        "issuing_authority": Want(("签发机关",)),
        "valid_from": Want(("有效期限",), "from"),
        "valid_to": Want(("有效期限",), "to"),
    },
    "account_opening_permit": {
        "permit_number": Want(("核准号", "基本存款账户编号"), r"code:[JLZ]\d{13}"),
        "company_name": Want(("经审核,", "经审核", "存款人名称", "账户名称", "存款人", "单位名称"), "permit_name"),
        "legal_representative": Want(("法定代表人(单位负责人)", "法定代表人", "单位负责人")),
        "bank_name": Want(("开户银行", "开户银行名称", "开户行", "开户行名称")),
        "account_number": Want(("账号", "帐号", "账户号码"), r"code:\d{8,32}"),
        "issuing_authority": Want(("发证机关", "发证机关(盖章)"), "authority"),
        "issue_date": Want(("发证日期", "开户日期"), "last_date"),
    },
    "loan_card": {
        "loan_card_code": Want(("贷款卡编码", "贷款卡号", "中征码", "编码"), r"code:[0-9A-Z]{3}\d{13}"),
        "company_name": Want(("借款人名称", "企业名称", "名称", "单位名称")),
        "annual_inspection_years": Want((), "years"),
    },
}
"""What is looked for on each type of paper."""

_WIDE = 2.0
"""Of a line's height: white wider than this parts a value from the next column."""

STOPS = (
    "编号",
    "证照编号",
    "组成形式",
    "说明",
    "须知",
    "年检记录",
    "年度检验情况",
    "批准设立机关",
    "总机构情况",
    "证件有效期",
)


_CARD = ("性别", "民族", "出生", "住址", "公民身份号码", "签发机关", "有效期限")


def rows_of(lines: Sequence[Read]) -> list[Row]:
    """Lines on one height joined from left to right, from top to bottom."""
    groups: list[list[Read]] = []
    for line in sorted(lines, key=lambda r: (r.top + r.bottom) / 2):
        last = groups[-1][-1] if groups else None
        middle = (line.top + line.bottom) / 2
        if last is not None and abs(middle - (last.top + last.bottom) / 2) < 0.5 * min(
            line.bottom - line.top, last.bottom - last.top
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_row(sorted(group, key=lambda r: r.x0)) for group in groups]


def _row(lines: Sequence[Read]) -> Row:
    text, sure = "", []
    for i, line in enumerate(lines):
        if i:
            text += "\t" if line.x0 - lines[i - 1].x1 > _WIDE * (line.bottom - line.top) else " "
            sure.append(line.confidence)
        plain = unicodedata.normalize("NFKC", line.text)
        text += plain
        sure += [line.confidence] * len(plain)
    return Row(text, tuple(sure))


@dataclass(frozen=True)
class _Found:
    text: str
    confidence: float


def fields_of(type_: str, rows: Sequence[Row], accept: float = 0.9) -> Json:
    """Every field of a paper of this type as package.json has it; accepted when its line is at least so sure."""
    wanted = FIELDS[type_]
    names = sorted({label for want in wanted.values() for label in want.labels} | set(STOPS), key=len, reverse=True)
    anything = re.compile("|".join(_spread(name) for name in names))
    found = {name: _field(want, rows, anything) for name, want in wanted.items()}
    return {name: _entry(value, sure, accept) for name, (value, sure) in found.items()}


def _entry(value: object, sure: float, accept: float) -> Json:
    status = "missing" if value is None else "accepted" if sure >= accept else "review"
    return {"value": value, "status": status, "confidence": sure}


def _spread(label: str) -> str:
    """A label whose characters may be spread, at the beginning of a row, after white space or punctuation or before a colon.

    An identity card's labels stand right behind the value before.
    """
    plain = r"\s*".join(re.escape(char) for char in label)
    return plain if label in _CARD else rf"(?:(?:^|(?<=[\s:;,.。、()])){plain}|{plain}(?=\s*:))"


def _field(want: Want, rows: Sequence[Row], anything: re.Pattern[str]) -> tuple[object, float]:
    if want.kind in _WHOLE:
        return _WHOLE[want.kind](rows)
    found = _labelled(want, rows, anything)
    if want.kind.startswith("code:"):
        return _code(want.kind[5:], found, rows)
    if found is None:
        return _last_date(rows) if want.kind == "last_date" else (None, 0.0)
    return _PARSERS[want.kind](found.text), found.confidence


def _labelled(want: Want, rows: Sequence[Row], anything: re.Pattern[str]) -> _Found | None:
    """The text that belongs to the first label that has one."""
    for label in sorted(want.labels, key=len, reverse=True):
        for index, row in enumerate(rows):
            match = re.search(_spread(label), row.text)
            if match is None:
                continue
            found = _after(row, match.end(), anything)
            if not found.text and index + 1 < len(rows) and not anything.match(rows[index + 1].text):
                found = _after(rows[index + 1], 0, anything)
            if found.text:
                return _continued(found, rows[index + 1 :], anything) if want.long else found
    return None


def _after(row: Row, start: int, anything: re.Pattern[str]) -> _Found:
    following = anything.search(row.text, start + 1) if start < len(row.text) else None
    end = following.start() if following else len(row.text)
    rest = row.text[start:end]
    skipped = len(rest) - len(rest.lstrip("\t :_.、,"))
    value = rest[skipped:].split("\t")[0]
    first = start + skipped
    return _Found(value.strip(" :_.、,"), min(row.sure[first : first + len(value)], default=0.0))


def _continued(found: _Found, rows: Sequence[Row], anything: re.Pattern[str]) -> _Found:
    for row in rows[:6]:
        if anything.search(row.text) or re.match(r"\d{4}\s*年", row.text):
            break
        piece = row.text.split("\t")[0]
        found = _Found(found.text + piece, min(found.confidence, min(row.sure[: len(piece)], default=1.0)))
    return found


def _code(shape: str, found: _Found | None, rows: Sequence[Row]) -> tuple[object, float]:
    """A number by its shape: behind its label, else anywhere."""
    places = [found] if found else []
    places += [_Found(row.text, min(row.sure, default=0.0)) for row in rows]
    for place in places:
        match = re.search(rf"(?<![0-9A-Z])(?:{shape})(?![0-9A-Z])", place.text.replace(" ", "").upper())
        if match:
            return match[0], place.confidence
    return None, 0.0


def _text(text: str) -> object:
    value = re.sub(r"\s+", "", text).strip("|_—-/*")
    return value or None


def _date(text: str) -> object:
    days = chinese_date.find_all(re.sub(r"\s+", "", text))
    return days[0].isoformat() if days else None


def _term(text: str, which: int) -> object:
    ends = chinese_date.parse_period(re.sub(r"\s+", "", text))
    end = ends[which]
    return end if end is None or isinstance(end, str) else end.isoformat()


def _money(text: str) -> object:
    amount = capital_amount.parse(re.sub(r"\s+", "", text))
    return None if amount is None else f"{amount:.2f}"


def _authority(text: str) -> object:
    match = re.search(r"[\u4e00-\u9fff]{2,}(?:局|行|院|委员会|中心)", re.sub(r"\s+", "", text))
    return match[0] if match else None


def _permit_name(text: str) -> object:
    return _text(re.split(r"符合|准予", text)[0].strip(" ,:"))


def _sex(text: str) -> object:
    return "male" if "男" in text else "female" if "女" in text else None


_PARSERS = {
    "text": _text,
    "date": _date,
    "last_date": _date,
    "from": lambda text: _term(text, 0),
    "to": lambda text: _term(text, 1),
    "money": _money,
    "authority": _authority,
    "permit_name": _permit_name,
    "sex": _sex,
}


def _last_date(rows: Sequence[Row]) -> tuple[object, float]:
    """The date in the lowest row that has one and is not about a term or a foundation."""
    for row in reversed(rows):
        if re.search(r"成立|期限|有效|至", row.text):
            continue
        days = re.findall(r"\d{4}年\d{1,2}月\d{1,2}日", re.sub(r"\s+", "", row.text))
        if days:
            return _date(days[-1]), min(row.sure, default=0.0)
    return None, 0.0


def _copy(rows: Sequence[Row]) -> tuple[object, float]:
    for row in rows[:8]:
        match = re.search(r"[正副]\s*本", row.text)
        if match:
            return ("original" if match[0][0] == "正" else "duplicate"), min(row.sure, default=0.0)
    return None, 0.0


def _years(rows: Sequence[Row]) -> tuple[object, float]:
    hits = [
        (int(m[1]), min(row.sure))
        for row in rows
        for m in re.finditer(r"((?:19|20)\d\d)\s*年度?\s*(?:年?检|已年)", row.text)
    ]
    return (sorted({year for year, _ in hits}), min(sure for _, sure in hits)) if hits else (None, 0.0)


def _tax_kind(rows: Sequence[Row]) -> tuple[object, float]:
    text = re.sub(r"\s+", "", "".join(row.text for row in rows))
    national, local = bool(re.search(r"国税|国家税务局", text)), bool(re.search(r"地税|地方税务局", text))
    kind = "joint" if national and local else "national" if national else "local" if local else None
    return kind, min((min(row.sure, default=1.0) for row in rows if "税" in row.text), default=0.0)


_WHOLE = {"copy": _copy, "years": _years, "tax_kind": _tax_kind}
