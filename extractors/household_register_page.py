"""居民户口簿·常住人口登记卡 (household register, card of one person).

Issuer: the police station of the household's place (户口登记机关). One page a person; the booklet's cover page (户别, 户主姓名, 户号,
住址) and the page of changes (登记事项变更和更正记载) carry none of the person's fields. Traps: labels run over two lines in their
cell (户主或与 / 户主关系, 公民身份 / 证件编号); the value stands beside either line; 民族 is printed with or without 族; a
registration date is printed beside 登记日期 or typed as 年 月 日; two cards may lie on one scan.
Source: 户口登记条例; 公安部 常住人口登记卡 (1995).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import _parse, _person_number, _words
from extractors._fields import Field, Form, judged
from extractors._parse import Parsed
from extractors._printed_twice import read_both
from extractors._signature import Signature
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import FieldValue, Status

TITLE_ZH = "户口簿常住人口登记卡"
VERSION = "household_register_page/1"

SIGNATURE = Signature(
    titles=("常住人口登记卡", "常住人口登记表", "居民户口簿", "户口簿"),
    marks=(
        "户主或与",
        "户主关系",
        "曾用名",
        "籍贯",
        "出生地",
        "宗教信仰",
        "文化程度",
        "婚姻状况",
        "兵役状况",
        "服务处所",
        "何时由何地",
        "登记日期",
        "承办人签章",
    ),
    against=("信用报告", "申请书", "申请表", "收入证明", "合同", "登记证书"),
    enough=5,
)


def recognise(view: PageView) -> float:
    """How surely the page is a person's card (0..1); the booklet's other pages are none."""
    score = SIGNATURE.score(view)
    marks = _words.count(view.text, SIGNATURE.marks)
    if score >= 0.5 and marks >= 7:
        return max(score, 0.85)
    return score if marks >= 4 else min(score, 0.4)


_PEOPLES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 "
    "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 "
    "赫哲 门巴 珞巴 基诺"
)
"""The 56 recognised peoples, GB/T 3304, without 族."""

_RELATION = re.compile(
    r"户主|妻|夫|丈夫|妻子|配偶|[长次二三四五六独养继]?[子女]|儿子|女儿|[祖外]?父亲?|[祖外]?母亲?|岳[父母]|公公|婆婆|儿媳|女婿"
    r"|[外]?孙[子女]?|长孙|[兄弟姐妹]|哥哥|弟弟|姐姐|妹妹|侄[子女]|外甥女?|其他亲属|非亲属|雇员|集体户口?|本人"
)


def _relation(span: Span) -> Parsed | None:
    value = span.text.strip(" :.。,")
    if _parse.is_blank(value):
        return None
    return Parsed(value, least=0.9, doubt=None if _RELATION.fullmatch(value) else "unusual")


def _sex(span: Span) -> Parsed | None:
    match = re.match(r"[男女]", span.text)
    return Parsed({"男": "male", "女": "female"}[match[0]], least=0.9) if match else Parsed(None)


def _ethnicity(span: Span) -> Parsed | None:
    value = span.text.rstrip("族")
    if _parse.is_blank(value):
        return None
    return Parsed(value, least=0.9, doubt=None if value in _PEOPLES.split() else "unusual")


def _place(span: Span) -> Parsed | None:
    """A place's name; digits or another caption in it belong to a neighbouring field."""
    parsed = _parse.prose(span)
    if parsed is None or parsed.doubt is not None:
        return parsed
    value = str(parsed.value)
    good = re.fullmatch(r"[\u4e00-\u9fff]{2,24}", value) and not re.search(r"出生|日期|民族|文化|宗教|住址|籍贯", value)
    return parsed if good else replace(parsed, doubt="unusual")


def _number(span: Span) -> Parsed | None:
    """The number; what else was caught beside it is left out."""
    for at in range(len(span.chars)):
        part = Span(span.page, span.chars[at : at + 18])
        if re.fullmatch(r"[1-9]\d{16}[0-9Xx]", "".join(c.text for c in part.chars)):
            return _parse.id_number(part)
    return _parse.id_number(span)


FORM = Form(
    fields={
        "name": Field(("姓名",), _parse.person),
        "relation_to_head": Field(("户主或与户主关系", "户主或与", "与户主关系", "户主关系"), _relation),
        "sex": Field(("性别",), _sex),
        "ethnicity": Field(("民族",), _ethnicity),
        "birth_date": Field(("出生日期",), _parse.day),
        "native_place": Field(("籍贯",), _place),
        "id_number": Field(("公民身份证件编号", "公民身份号码", "公民身份", "证件编号", "身份证号码"), _number),
        "registration_date": Field(("登记日期",), _parse.day),
    },
    stops=(
        "曾用名",
        "出生地",
        "本市(县)其他住址",
        "本市(县)其",
        "他住址",
        "宗教信仰",
        "身高",
        "血型",
        "文化程度",
        "婚姻状况",
        "兵役状况",
        "服务处所",
        "职业",
        "何时由何地",
        "迁来本市(县)",
        "迁来本址",
        "承办人签章",
        "承办人",
        "签发日期",
        "监护人",
        "监护关系",
        "住址",
    ),
)

_ID = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[0-9Xx](?!\d)")
_NAME = re.compile(r"姓.?名[·.:]?(?P<value>[\u4e00-\u9fff·]{2,4})(?=户主|与户主)")
_REGISTERED = re.compile(r"登记日期:?(?P<value>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)")


def extract(views: Sequence[PageView]) -> Extraction:
    """The card's fields; birth date and sex under the identity number's witness."""
    fields = read_both(FORM, views, VERSION)
    for view in views:
        for name, pattern, group, parse in (
            ("name", _NAME, "value", _parse.person),
            ("id_number", _ID, 0, _parse.id_number),
            ("registration_date", _REGISTERED, "value", _parse.day),
        ):
            for match in view.find(pattern):
                _fill(fields, name, view.span_of(match, group), parse)
    _person_number.witness(fields, VERSION)
    if len({m[0] for view in views for m in view.find(_ID)}) > 1:
        fields = {name: _of_several(value) for name, value in fields.items()}
    return Extraction(fields=fields, tables={})


def _of_several(value: FieldValue) -> FieldValue:
    """A value of a scan that shows more than one card: whose it is, a person must say."""
    if not value.usable:
        return value
    return value.model_copy(update={"status": Status.REVIEW, "confidence": 0.5, "reason": "several_cards"})


def _fill(fields: dict[str, FieldValue], name: str, span: Span, parse: _parse.Parser) -> None:
    """Take a value told by its shape where the label led to none that is sure."""
    parsed = parse(span)
    if parsed is not None and parsed.value is not None and not fields[name].usable:
        value = judged(span, parsed, VERSION, "shape")
        if value.usable or fields[name].value is None:
            fields[name] = value


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
