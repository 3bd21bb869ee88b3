"""Audit reports (old and new wording, every opinion) and appraisal reports, in several layouts; the firms that sign them."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from samples import _data, _seals
from samples._data import Company
from samples._paper import Paper
from samples._running import Running

OPINIONS = ("unqualified", "emphasis", "qualified", "adverse", "disclaimer")

_HEADS = {"unqualified": "审计意见", "emphasis": "审计意见", "qualified": "保留意见", "adverse": "否定意见"}
_HEADS["disclaimer"] = "无法表示意见"
_BLAME = "由于我们未能对年末存货实施监盘,也无法实施替代审计程序,无法就存货的数量和状况获取充分、适当的审计证据"


def auditors(rng: random.Random, as_of: date) -> Company:
    """An accounting firm with a licence of its own."""
    firm = _data.company(rng, as_of, founded=date(as_of.year - rng.randrange(9, 20), rng.randrange(1, 12), 15))
    firm.name = f"{firm.place.city.rstrip('市')}{rng.choice(('公信', '诚正', '中衡', '天职正'))}会计师事务所{rng.choice(('(普通合伙)', '有限公司'))}"
    firm.scope = (
        "审查企业会计报表,出具审计报告;验证企业资本,出具验资报告;基本建设年度财务决算审计;代理记账;会计咨询、税务咨询"
    )
    return firm


def audit(
    c: Company, firm: Company, rng: random.Random, day: date, opinion: str = "unqualified", wording: int | None = None
) -> Paper:
    """The report on the books of the year before `day`; the statements are papers of their own."""
    which = rng.randrange(3) if wording is None else wording
    year = day.year - 1
    number = rng.choice(
        (
            f"{firm.name[2:4]}审字[{year + 1}]第{rng.randrange(20, 900):03d}号",
            f"{firm.name[2:4]}会审字({year + 1})第{rng.randrange(1000, 9000)}号",
        )
    )
    cpas = [_data.a_name(rng), _data.a_name(rng)]
    v: dict[str, object] = {
        "firm_name": firm.name,
        "report_number": number,
        "report_date": day.isoformat(),
        "company_name": c.name,
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
        "opinion": opinion,
    }
    p = Running.look(rng)
    p.numbers = rng.choice(("", "{}"))
    if which == 2:
        _cover(p, c, firm, number, year)
    p.title("审　计　报　告" if which else "审计报告", 22)
    mark = number if which == 2 else f"[[report_number:{number}]]"
    p.line(mark, align="r")
    p.line(f"[[company_name:{c.name}]]{rng.choice(('', '全体股东'))}:" if which != 2 else f"{c.name}:")
    (_new_wording if which != 1 else _old_wording)(p, c, year, opinion)
    _signed(p, firm, cpas, rng, day, which)
    paper = Paper("audit_report", f"audit{which}", v, {"cpas": [{"name": n} for n in cpas]})
    paper.sheets = p.sheets
    return paper


def _cover(p: Running, c: Company, firm: Company, number: str, year: int) -> None:
    p.gap(5)
    p.title(f"[[company_name:{c.name}]]", 20)
    p.gap(2)
    p.title("审 计 报 告", 30)
    p.title(f"[[report_number:{number}]]", 13)
    p.title(f"{year}年度", 14)
    p.y = 235
    p.title(firm.name, 15)
    p.page()


def _statements(c: Company, year: int) -> str:
    return f"{c.name}(以下简称贵公司)财务报表,包括[[period_end:{year}年12月31日]]的资产负债表,[[period_start:{year}]]年度的利润表、现金流量表、所有者权益变动表以及相关财务报表附注"


def _formula(opinion: str, year: int, old: bool = False) -> str:
    """The sentence that is the opinion; with an emphasis the heading of that paragraph carries the mark."""
    fair = "在所有重大方面按照企业会计准则的规定编制,公允反映"
    rest = f"了贵公司{year}年12月31日的财务状况以及{year}年度的经营成果和现金流量。"
    about = "前段所述事项" if old else "“形成{}意见的基础”部分所述事项"
    if opinion == "qualified":
        return f"[[opinion:我们认为,除{about.format('保留')}可能产生的影响外,后附的财务报表{fair}]]{rest}"
    if opinion == "adverse":
        return f"我们认为,由于{about.format('否定')}的重要性,后附的财务报表[[opinion:没有在所有重大方面按照企业会计准则的规定编制]],未能公允反映贵公司的财务状况、经营成果和现金流量。"
    if opinion == "disclaimer":
        return f"我们[[opinion:不对后附的贵公司财务报表发表审计意见]]。由于{about.format('无法表示')}的重要性,我们无法获取充分、适当的审计证据以作为对财务报表发表审计意见的基础。"
    said = f"我们认为,后附的财务报表{fair}"
    return (f"[[opinion:{said}]]" if opinion == "unqualified" else said) + rest


def _new_wording(p: Running, c: Company, year: int, opinion: str) -> None:
    head = _HEADS[opinion]
    numbers = iter("一二三四五")
    p.para(f"{next(numbers)}、{head}")
    p.para(f"我们{'接受委托,' if opinion == 'disclaimer' else ''}审计了{_statements(c, year)}。")
    p.para(_formula(opinion, year))
    p.para(f"{next(numbers)}、形成{head}的基础")
    reason = (
        f"{_BLAME}。"
        if opinion in ("qualified", "disclaimer")
        else "贵公司未按照企业会计准则的规定合并对其具有控制权的子公司,该事项影响重大且具有广泛性。"
        if opinion == "adverse"
        else ""
    )
    p.para(
        reason
        + "我们按照中国注册会计师审计准则的规定执行了审计工作。按照中国注册会计师职业道德守则,我们独立于贵公司,并履行了职业道德方面的其他责任。"
        + ("" if opinion == "disclaimer" else f"我们相信,我们获取的审计证据是充分、适当的,为发表{head}提供了基础。")
    )
    if opinion == "emphasis":
        p.para(f"{next(numbers)}、[[opinion:强调事项]]")
        p.para(
            "我们提醒财务报表使用者关注,如财务报表附注十所述,贵公司涉及一宗尚未判决的买卖合同纠纷诉讼。本段内容不影响已发表的审计意见。"
        )
    p.para(f"{next(numbers)}、管理层和治理层对财务报表的责任")
    p.para(
        "贵公司管理层负责按照企业会计准则的规定编制财务报表,使其实现公允反映,并设计、执行和维护必要的内部控制,以使财务报表不存在由于舞弊或错误导致的重大错报。"
    )
    p.para(f"{next(numbers)}、注册会计师对财务报表审计的责任")
    p.para(
        "我们的目标是对财务报表整体是否不存在由于舞弊或错误导致的重大错报获取合理保证,并出具包含审计意见的审计报告。如果披露不充分,我们应当发表非无保留意见。我们的结论基于截至审计报告日可获得的信息。"
    )


def _old_wording(p: Running, c: Company, year: int, opinion: str) -> None:
    p.para(f"我们审计了后附的{_statements(c, year)}。")
    p.para("一、管理层对财务报表的责任")
    p.para(
        "按照企业会计准则的规定编制财务报表是贵公司管理层的责任。这种责任包括:(1)设计、实施和维护与财务报表编制相关的内部控制;(2)选择和运用恰当的会计政策;(3)作出合理的会计估计。"
    )
    p.para("二、注册会计师的责任")
    p.para(
        "我们的责任是在实施审计工作的基础上对财务报表发表审计意见。我们按照中国注册会计师审计准则的规定执行了审计工作。我们相信,我们获取的审计证据是充分、适当的,为发表审计意见提供了基础。"
    )
    numbers = iter("三四五")
    if opinion in ("qualified", "adverse", "disclaimer"):
        name = {"qualified": "保留", "adverse": "否定", "disclaimer": "无法表示"}[opinion]
        p.para(f"{next(numbers)}、导致{name}意见的事项")
        p.para(f"{_BLAME}。")
    p.para(f"{next(numbers)}、{_HEADS[opinion]}")
    p.para(_formula(opinion, year, old=True))
    if opinion == "emphasis":
        p.para(f"{next(numbers)}、[[opinion:强调事项]]")
        p.para("我们提醒财务报表使用者关注,贵公司在报表日后发生火灾,造成部分存货毁损。本段内容不影响已发表的审计意见。")


def _signed(p: Running, firm: Company, cpas: list[str], rng: random.Random, day: date, which: int) -> None:
    p.room(60)
    p.gap(1.5)
    p.beside((p.left, f"[[firm_name:{firm.name}]]"), (118, "中国注册会计师:"))
    p.sheet.text(
        150,
        p.y - p.step,
        cpas[0],
        12 if which == 1 else 16,
        "song" if which == 1 else "kai",
        mark="cpas[0].name",
        style="plain" if which == 1 else "hand",
    )
    p.stamp(_seals.round_seal(firm.name, rng=rng), p.left + 28, 2, 40)
    p.gap(0.8)
    p.beside((p.left + 4, f"中国·{firm.place.city}"), (118, "中国注册会计师:"))
    p.sheet.text(
        150,
        p.y - p.step,
        cpas[1],
        12 if which == 1 else 16,
        "song" if which == 1 else "kai",
        mark="cpas[1].name",
        style="plain" if which == 1 else "hand",
    )
    p.gap(0.8)
    p.line(f"[[report_date:{rng.choice((_data.chinese, _data.numerals))(day)}]]", 118)


def appraisers(rng: random.Random, place: _data.Place) -> str:
    """The name of an appraising firm."""
    return f"{place.city.rstrip('市')}{rng.choice(('正衡', '华估', '中联信'))}{rng.choice(('资产评估有限公司', '房地产土地资产评估有限公司', '房地产估价有限公司'))}"


def appraisal(c: Company, rng: random.Random, day: date, wording: int | None = None) -> Paper:
    """An appraisal of a building for a mortgage, in one of three wordings."""
    which = rng.randrange(3) if wording is None else wording
    firm, base = appraisers(rng, c.place), day.replace(day=1)
    owner = rng.choice((c.name, c.head.name))
    place = f"{c.place.town}{rng.choice(_data.ROADS)}{rng.randrange(5, 400)}号{rng.randrange(1, 9)}幢"
    value = Decimal(rng.randrange(120, 3900)) * 10000
    number = (
        f"{firm[2:4]}评报字({day.year})第{rng.randrange(10, 800):03d}号"
        if which != 1
        else f"{firm[2:4]}估字[{day.year}]第{rng.randrange(10, 800):03d}号"
    )
    until = _data.anniversary(base if which != 1 else day, 1)
    v: dict[str, object] = {
        "report_number": number,
        "firm_name": firm,
        "client": c.name,
        "owner": owner,
        "subject": f"位于{place}的房地产" if which != 1 else "工业房地产",
        "location": place,
        "purpose": (
            "为委托人申请银行贷款提供价值参考",
            "为确定房地产抵押贷款额度提供参考依据而评估房地产抵押价值",
            "抵押贷款",
        )[which],
        "valuation_date": base.isoformat(),
        "appraised_value": _data.yuan(value),
        "report_date": day.isoformat(),
        "validity_months": 12,
        "valid_to": None,
    }
    p = Running.look(rng)
    (_asset_report, _estate_report, _summary_report)[which](p, v, c, place, value, base, day, until)
    p.gap(2)
    p.room(40)
    if which == 2:
        v["valid_to"] = until.isoformat()
    p.line(f"[[firm_name:{firm}]]", 96)
    p.stamp(_seals.round_seal(firm, rng=rng), 128, -2)
    p.gap(0.6)
    p.line(f"[[report_date:{rng.choice((_data.chinese, _data.numerals))(day)}]]", 112)
    if which != 1:
        place_of = next(sheet for sheet in p.sheets if "subject" in sheet.marks)
        place_of.mark("location", place_of.marks["subject"])
    paper = Paper("appraisal_report", f"appraisal{which}", v)
    paper.sheets = p.sheets
    return paper


def _both(value: Decimal) -> str:
    return f"人民币{_data.in_capitals(value)}元整(¥{value:,.2f})"


def _asset_report(
    p: Running, v: dict[str, object], c: Company, place: str, value: Decimal, base: date, day: date, until: date
) -> None:
    p.title("资产评估报告", 22)
    p.line(f"[[report_number:{v['report_number']}]]", align="r")
    p.para(f"[[client:{v['client']}]]:", 0)
    p.para(
        f"{v['firm_name']}接受贵公司的委托,根据有关法律、行政法规和资产评估准则,坚持独立、客观、公正的原则,采用市场法和收益法,对{v['owner']}所有的房地产在{_data.chinese(base)}的市场价值进行了评估。现将资产评估情况报告如下:"
    )
    p.paras(
        (
            "一、委托人及产权持有人",
            f"委托人:{v['client']};产权持有人:[[owner:{v['owner']}]]。",
            "二、评估目的",
            f"[[purpose:{v['purpose']}]]。",
            "三、评估对象和评估范围",
            "评估对象为[[subject:位于[place]的房地产]]。".replace("[place]", place),
            "四、价值类型",
            "本次评估的价值类型为市场价值。",
            "五、评估基准日",
            f"评估基准日为[[valuation_date:{_data.chinese(base)}]]。",
            "六、评估结论",
            f"经评估,委估资产于评估基准日的评估价值为[[appraised_value:{_both(value)}]]。",
            "七、特别事项说明",
            "委托人提供的权属资料由委托人对其真实性、合法性负责,评估机构不承担权属鉴定责任。",
            "八、评估报告使用限制说明",
            "评估结论使用有效期为自评估基准日起[[validity_months:一年]]。",
        )
    )


def _estate_report(
    p: Running, v: dict[str, object], c: Company, place: str, value: Decimal, base: date, day: date, until: date
) -> None:
    p.gap(3)
    p.title("房地产抵押估价报告", 24)
    p.gap(2)
    for label, text in (
        ("估价报告编号", f"[[report_number:{v['report_number']}]]"),
        ("估价项目名称", f"{place}工业房地产抵押价值评估"),
        ("估价委托人", f"[[client:{v['client']}]]"),
        ("房地产估价机构", str(v["firm_name"])),
        ("估价报告出具日期", _data.chinese(day)),
    ):
        p.line(f"{label}:{text}")
    p.page()
    p.title("估价结果报告", 16)
    p.paras(
        (
            f"(一)估价委托人:{v['client']}",
            f"(二)估价对象:估价对象为[[subject:{v['subject']}]],坐落于[[location:{place}]],房屋所有权人为[[owner:{v['owner']}]]。",
            f"(三)估价目的:[[purpose:{v['purpose']}]]。",
            f"(四)价值时点:[[valuation_date:{_data.chinese(base)}]]。",
            "(五)估价方法:比较法、收益法。",
            f"(六)估价结果:估价对象在价值时点的房地产抵押价值总价为[[appraised_value:{_both(value)}]],单价为每平方米{value / 1830:,.0f}元。法定优先受偿款为0元。",
            "(七)估价报告使用期限:自报告出具之日起[[validity_months:壹年]]内有效。",
        )
    )


def _summary_report(
    p: Running, v: dict[str, object], c: Company, place: str, value: Decimal, base: date, day: date, until: date
) -> None:
    p.title("资产评估报告摘要", 18)
    p.line(f"报告编号:[[report_number:{v['report_number']}]]")
    p.table(
        (40, 115),
        (
            ("委托方", f"[[client:{v['client']}]]"),
            ("产权所有者", f"[[owner:{v['owner']}]]"),
            ("评估对象", f"[[subject:{v['subject']}]]"),
            ("评估目的", f"[[purpose:{v['purpose']}]]"),
            ("评估基准日", f"[[valuation_date:{base.isoformat()}]]"),
            ("评估价值", f"[[appraised_value:{value / 10000:.2f}万元]]"),
            ("报告有效期", f"[[validity_months:1年]],自{_data.chinese(base)}至[[valid_to:{_data.chinese(until)}]]"),
        ),
        11,
        2.4,
    )
    p.para(
        "以上内容摘自资产评估报告正文,欲了解本评估项目的全面情况,应当认真阅读评估报告全文。本报告仅供委托方为上述评估目的使用。"
    )
