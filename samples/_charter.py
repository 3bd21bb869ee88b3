"""Articles of association and resolutions of shareholders, each in several wordings and layouts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samples import _data, _seals
from samples._application import Wish
from samples._data import Company
from samples._paper import Paper
from samples._running import Running


@dataclass(frozen=True)
class Holder:
    """A shareholder: what was subscribed, when it is due, how it is paid in."""

    name: str
    code: str
    amount: Decimal
    ratio: Decimal
    method: str
    due: date


def holders_of(c: Company, rng: random.Random, due: date) -> list[Holder]:
    """Two or three shareholders of the company, its head first."""
    shares = rng.choice(((60, 40), (51, 49), (70, 30), (50, 30, 20), (80, 20)))
    people = [(c.head.name, c.head.id_number)]
    while len(people) < len(shares):
        other = _data.person(rng, max(due, date(2012, 1, 1)), c.place)
        if other.name not in {n for n, _ in people}:
            people.append((other.name, other.id_number))
    return [
        Holder(n, i, c.capital * share / 100, Decimal(share), "货币", due)
        for (n, i), share in zip(people, shares, strict=True)
    ]


_GUARANTEES = (
    "公司向其他企业投资或者为他人提供担保,由股东会作出决议;单笔担保数额不得超过公司净资产的百分之二十",
    "公司对外提供担保须经代表三分之二以上表决权的股东通过",
    "公司为公司股东或者实际控制人提供担保的,必须经股东会决议",
)
_RULES = ("执行董事", "经理", "董事长")


def charter(c: Company, holders: list[Holder], rng: random.Random, day: date, wording: int | None = None) -> Paper:
    """The articles of association, signed on `day`, in one of three wordings."""
    which = rng.randrange(3) if wording is None else wording
    years = None if c.term_end is None else c.term_end.year - c.founded.year
    rule, guarantee = rng.choice(_RULES), rng.choice(_GUARANTEES)
    v: dict[str, object] = {
        "company_name": c.name,
        "address": c.address,
        "business_scope": c.scope.rstrip("。"),
        "registered_capital": _data.yuan(c.capital),
        "legal_representative": None,
        "legal_representative_rule": rule,
        "term_years": years if years else "long_term",
        "signed_date": day.isoformat(),
        "guarantee_clause": guarantee,
    }
    rows = [
        {
            "name": h.name,
            "id_or_code": h.code if which != 2 else None,
            "subscribed": _data.yuan(h.amount),
            "paid": None,
            "method": h.method,
            "due_on": h.due.isoformat(),
            "ratio": f"{h.ratio}",
        }
        for h in holders
    ]
    page = Running.look(rng, f"{c.name}章程")
    (_table_charter, _listed_charter, _parties_charter)[which](page, c, holders, rule, guarantee, years, rng)
    _charter_foot(page, holders, day, rng)
    paper = Paper("articles_of_association", f"charter{which}", v, {"shareholders": rows})
    paper.sheets = page.sheets
    return paper


def _charter_foot(p: Running, holders: list[Holder], day: date, rng: random.Random) -> None:
    p.room(30 + 12 * len(holders))
    p.gap(1)
    p.line("全体股东签字(盖章):")
    for i, h in enumerate(holders):
        p.signed(p.left + 46 + 36 * i, h.name, 1)
    p.gap(1.5)
    p.line(f"[[signed_date:{rng.choice((_data.chinese, _data.numerals))(day)}]]", align="r")


_BODIES = (
    "股东会由全体股东组成,是公司的权力机构,依照《中华人民共和国公司法》行使职权。",
    "股东会会议由股东按照出资比例行使表决权。股东会会议作出修改公司章程、增加或者减少注册资本的决议,以及公司合并、分立、解散或者变更公司形式的决议,必须经代表三分之二以上表决权的股东通过。",
    "公司不设董事会,设执行董事一人,由股东会选举产生,任期三年,任期届满,可连选连任。",
    "公司设经理一名,由执行董事决定聘任或者解聘,经理对执行董事负责。",
    "公司设监事一人,由股东会选举产生,监事的任期每届为三年。",
    "股东之间可以相互转让其全部或者部分股权。股东向股东以外的人转让股权,应当经其他股东过半数同意。",
    "公司应当在每一会计年度终了时编制财务会计报告,并依法经会计师事务所审计。",
    "公司分配当年税后利润时,应当提取利润的百分之十列入公司法定公积金。",
    "公司因章程规定的营业期限届满或者股东会决议解散等事由解散时,应当依法成立清算组进行清算。",
)


def _scope(c: Company) -> str:
    scope = c.scope.rstrip("。")
    return f"[[business_scope:{scope}]]" + ("" if scope.endswith(")") else "。")


def _term(years: int | None) -> str:
    return f"[[term_years:{years}年]]" if years else "[[term_years:长期]]"


def _table_charter(
    p: Running, c: Company, hs: list[Holder], rule: str, guarantee: str, years: int | None, rng: random.Random
) -> None:
    p.title(f"[[company_name:{c.name}]]章程", 18)
    n = iter(
        ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", *(f"十{x}" for x in "一二三四五六七八九"), "二十")
    )
    p.title("第一章 总则", 13)
    p.para(
        f"第{next(n)}条 依据《中华人民共和国公司法》及有关法律、法规的规定,由全体股东共同出资设立{c.name}(以下简称公司),特制定本章程。"
    )
    p.para(f"第{next(n)}条 公司名称:{c.name}")
    p.para(f"第{next(n)}条 公司住所:[[address:{c.address}]]")
    p.title("第二章 公司经营范围", 13)
    p.para(f"第{next(n)}条 公司经营范围:{_scope(c)}")
    p.title("第三章 公司注册资本及股东出资", 13)
    p.para(f"第{next(n)}条 公司注册资本:人民币[[registered_capital:{c.capital / 10000:.0f}万元]]。")
    p.para(f"第{next(n)}条 股东的姓名(名称)、出资方式、出资额、出资时间如下:")
    rows = [["股东姓名或名称", "身份证号码", "认缴出资额(万元)", "出资比例", "出资方式", "出资时间"]]
    for i, h in enumerate(hs):
        t = f"shareholders[{i}]"
        rows.append(
            [f"[[{t}.name:{h.name}]]", f"[[{t}.id_or_code:{h.code}]]", f"[[{t}.subscribed:{h.amount / 10000:f}]]"]
            + [f"[[{t}.ratio:{h.ratio}%]]", f"[[{t}.method:{h.method}]]", f"[[{t}.due_on:{h.due.isoformat()}]]"]
        )
    rows.append(["合计", "", f"{c.capital / 10000:f}", "100%", "", ""])
    p.table((28, 44, 28, 19, 19, 26), rows, 9.5)
    p.title("第四章 公司的机构及其产生办法、职权、议事规则", 13)
    for body in _BODIES[:3]:
        p.para(f"第{next(n)}条 {body}")
    p.para(f"第{next(n)}条 [[guarantee_clause:{guarantee}]]。")
    p.title("第五章 公司的法定代表人", 13)
    p.para(f"第{next(n)}条 公司的法定代表人由[[legal_representative_rule:{rule}]]担任,并依法登记。")
    p.title("第六章 附则", 13)
    p.para(f"第{next(n)}条 公司的营业期限为{_term(years)},自公司营业执照签发之日起计算。")
    p.para(f"第{next(n)}条 {_BODIES[7]}")
    p.para(f"第{next(n)}条 本章程一式三份,报公司登记机关一份。")


def _listed_charter(
    p: Running, c: Company, hs: list[Holder], rule: str, guarantee: str, years: int | None, rng: random.Random
) -> None:
    p.title("公 司 章 程", 24)
    p.para("为规范公司的组织和行为,保护公司、股东和债权人的合法权益,根据《公司法》制定本章程。")
    p.para(f"一、公司名称为[[company_name:{c.name}]]。", 0)
    p.para(f"二、公司住所为[[address:{c.address}]]。", 0)
    p.para(f"三、公司的经营范围为:{_scope(c)}", 0)
    p.para(f"四、公司注册资本为人民币[[registered_capital:{_data.in_capitals(c.capital)}元整]],由股东分别认缴:", 0)
    for i, h in enumerate(hs):
        t = f"shareholders[{i}]"
        p.para(
            f"({i + 1})股东[[{t}.name:{h.name}]],身份证号码[[{t}.id_or_code:{h.code}]],以[[{t}.method:{h.method}]]方式认缴出资[[{t}.subscribed:{h.amount / 10000:f}万元]],占注册资本的[[{t}.ratio:{h.ratio}%]],于[[{t}.due_on:{_data.chinese(h.due)}]]前缴足。"
        )
    p.para("五、公司的组织机构", 0)
    for body in _BODIES[:6]:
        p.para(body)
    p.para(f"六、[[guarantee_clause:{guarantee}]]。", 0)
    p.para(f"七、[[legal_representative_rule:{rule}]]为公司的法定代表人。", 0)
    p.para(f"八、公司经营期限为{_term(years)}。", 0)
    p.para(f"九、{_BODIES[6]}{_BODIES[7]}", 0)
    p.para(f"十、{_BODIES[8]}", 0)
    p.para("十一、本章程由全体股东共同订立,自公司成立之日起生效。", 0)


def _parties_charter(
    p: Running, c: Company, hs: list[Holder], rule: str, guarantee: str, years: int | None, rng: random.Random
) -> None:
    p.gap(4)
    p.title(f"[[company_name:{c.name}]]", 22)
    p.title("章　程", 26)
    p.page()
    for number, (head, texts) in enumerate(
        (
            ("公司名称和住所", (f"公司名称:{c.name}(以下简称“公司”)。", f"公司住所:[[address:{c.address}]]。")),
            (
                "公司经营范围",
                (f"经营范围:{_scope(c)}",),
            ),
            (
                "公司注册资本、股东",
                (
                    f"公司注册资本为[[registered_capital:{c.capital / 10000:.0f}万元人民币]]。",
                    "公司股东共" + "一二三四五"[len(hs) - 1] + "人,分别为:",
                    *(
                        f"{'甲乙丙丁'[i]}方:[[shareholders[{i}].name:{h.name}]],认缴出资额为人民币[[shareholders[{i}].subscribed:{h.amount:,.2f}元]],占公司注册资本的[[shareholders[{i}].ratio:{h.ratio}%]],出资方式为[[shareholders[{i}].method:{h.method}]],出资期限为[[shareholders[{i}].due_on:{_data.chinese(h.due)}]]。"
                        for i, h in enumerate(hs)
                    ),
                ),
            ),
            ("股东会", (*_BODIES[:2], f"[[guarantee_clause:{guarantee}]]。")),
            ("执行董事、经理、监事", (*_BODIES[2:5], f"公司法定代表人由[[legal_representative_rule:{rule}]]担任。")),
            ("股权转让", _BODIES[5:6]),
            ("财务、会计、利润分配", _BODIES[6:8]),
            ("公司的期限、解散与清算", (f"公司的经营期限:{_term(years)}。", _BODIES[8])),
            ("附则", ("本章程未规定的其他事项,适用《公司法》的有关规定。",)),
        ),
        1,
    ):
        p.title(f"第{'一二三四五六七八九'[number - 1]}章 {head}", 12.5)
        for i, text in enumerate(texts):
            p.para(text if text[1] == "方" else f"{number}.{i + 1} {text}")


def resolution(
    c: Company, w: Wish, holders: list[Holder], rng: random.Random, day: date, wording: int | None = None
) -> Paper:
    """A resolution of the shareholders on the loan, in one of three wordings."""
    which = rng.randrange(3) if wording is None else wording
    v: dict[str, object] = {
        "company_name": c.name,
        "borrower": c.name,
        "lender": w.lender,
        "amount": _data.yuan(w.amount),
        "term_months": w.months,
        "purpose": w.purpose,
        "resolution_date": day.isoformat(),
    }
    page = Running.look(rng)
    (_minutes, _letter, _decision)[which](page, c, w, holders, day, rng)
    paper = Paper(
        "shareholder_resolution", f"resolution{which}", v, {"signatories": [{"name": h.name} for h in holders]}
    )
    paper.sheets = page.sheets
    own = page.sheets[0].marks["company_name"]
    page.sheets[0].mark("borrower", own)
    return paper


def _signed_by(p: Running, hs: list[Holder], rng: random.Random, typed: bool) -> None:
    for i, h in enumerate(hs):
        if typed:
            p.line(f"　　　　[[signatories[{i}].name:{h.name}]]")
        else:
            p.signed(p.left + 44 + 38 * i, h.name, 1, f"signatories[{i}].name")


def _minutes(p: Running, c: Company, w: Wish, hs: list[Holder], day: date, rng: random.Random) -> None:
    p.title(f"[[company_name:{c.name}]]", 17)
    p.title("股东会决议", 20)
    p.para(
        f"根据《公司法》及本公司章程的有关规定,本公司于{_data.chinese(day)}在公司会议室召开股东会会议。应到股东{len(hs)}人,实到股东{len(hs)}人,出席会议的股东为{'、'.join(h.name for h in hs)},代表公司100%表决权。会议由{hs[0].name}主持,经与会股东一致通过,作出如下决议:"
    )
    p.para(
        f"一、同意本公司向[[lender:{w.lender}]]申请流动资金贷款,金额为人民币[[amount:{_data.in_capitals(w.amount)}元整(¥{w.amount:,.2f})]],期限[[term_months:{w.months}个月]],用于[[purpose:{w.purpose}]]。"
    )
    p.para(f"二、同意委托{w.guarantor}为上述贷款提供连带责任保证,并由公司全体股东提供反担保。")
    p.para(f"三、授权{hs[0].name}代表公司签署与上述事项有关的合同及其他法律文件。")
    p.gap(1)
    p.line("股东签字(盖章):")
    _signed_by(p, hs, rng, False)
    p.gap(1)
    p.stamp(_seals.round_seal(c.name, rng=rng), 150, 0)
    p.line(f"[[resolution_date:{_data.chinese(day)}]]", align="r")


def _letter(p: Running, c: Company, w: Wish, hs: list[Holder], day: date, rng: random.Random) -> None:
    p.title("股 东 会 决 议", 22)
    p.line(f"致:{w.guarantor}")
    p.para(
        f"[[company_name:{c.name}]]全体股东经研究决定,同意公司因[[purpose:{w.purpose}]]需要,向[[lender:{w.lender}]]借款[[amount:{w.amount / 10000:.0f}万元]],借款期限为[[term_months:{w.months}个月]],并申请由贵公司为该笔借款提供担保。"
    )
    p.para("股东会同意以公司资产向贵公司提供反担保。本决议符合法律规定和公司章程,由此产生的法律责任由本公司承担。")
    p.line("全体股东签名:")
    _signed_by(p, hs, rng, True)
    p.gap(1)
    p.line(f"{c.name}(公章)", align="r")
    p.stamp(_seals.round_seal(c.name, rng=rng), 156, -4)
    p.line(f"[[resolution_date:{_data.numerals(day)}]]", align="r")


def _decision(p: Running, c: Company, w: Wish, hs: list[Holder], day: date, rng: random.Random) -> None:
    p.title(f"[[company_name:{c.name}]]股东会决议", 16)
    p.line(f"会议时间:{_data.chinese(day)}")
    p.line("会议地点:公司办公楼二楼会议室")
    p.line(f"参会股东:{' '.join(h.name for h in hs)}")
    p.line("会议议题:向银行申请授信事宜")
    p.para("经全体股东讨论,形成决议如下:", 0)
    p.table(
        (40, 110),
        (
            ("贷款银行", f"[[lender:{w.lender}]]"),
            ("贷款金额", f"[[amount:人民币{w.amount / 10000:.0f}万元整]]"),
            ("贷款期限", f"[[term_months:{w.months}个月]]"),
            ("贷款用途", f"[[purpose:{w.purpose}]]"),
        ),
        11,
        2.4,
    )
    p.para("以上决议经代表100%表决权的股东同意通过,合法有效。", 0)
    p.line("股东(签字):")
    _signed_by(p, hs, rng, False)
    p.gap(1)
    p.line(f"[[resolution_date:{_data.chinese(day)}]]", align="r")
    p.stamp(_seals.round_seal(c.name, rng=rng), 150, -6)
