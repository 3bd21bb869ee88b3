"""Synthetic credit reports of several layouts; companies, persons and numbers are invented."""

from __future__ import annotations

from schemas.core import Page
from standards import loan_card, organisation_code, uscc
from tests.extractors.paper import Paper

CARD = "33010000012345" + loan_card.calc_check_digits("33010000012345")
CODE = organisation_code.format("58000001" + organisation_code.calc_check_digit("58000001"))
UNIFIED = "91330106" + organisation_code.compact(CODE)
UNIFIED += uscc.calc_check_digit(UNIFIED)
NUMBER_1 = "B2013061844556677889"
NUMBER_2 = "2022031844556677889900"
NAME = "江城云海机电设备有限公司"

LOANS_1 = [
    [
        "中国工商银行股份有限公司江城高新支行",
        "流动资金贷款",
        "人民币",
        "300.00",
        "300.00",
        "2012-09-03",
        "2013-09-02",
        "正常",
    ],
    [
        "江城农村商业银行股份有限公司",
        "固定资产贷款",
        "人民币",
        "1,250.50",
        "800.25",
        "2011-03-15",
        "2016-03-14",
        "关注",
    ],
]
SETTLED_1 = [
    ["中国银行股份有限公司江城分行", "流动资金贷款", "人民币", "150.00", "2010-05-06", "2011-05-05", "2011-04-28"]
]
HEAD_1 = ["授信机构", "种类", "币种", "借据金额(万元)", "借据余额(万元)", "放款日期", "到期日期", "五级分类"]
SETTLED_HEAD_1 = ["授信机构", "种类", "币种", "借据金额(万元)", "放款日期", "到期日期", "结清日期"]
WIDE = (190.0, 110.0, 70.0, 115.0, 115.0, 110.0, 110.0, 90.0)


def first_generation(ruled: bool = True, split: bool = False, repeated: bool = True) -> list[Page]:
    """The layout of 2012; `split` puts the second loan on the next page, `repeated` under captions of its own."""
    first = Paper()
    first.line((380, "企业信用报告"))
    first.line((420, "(银行版)"))
    first.line((40, f"报告编号:{NUMBER_1}"), (650, "报告日期:2013-06-18"))
    first.line((40, f"名称:{NAME}"))
    first.line((40, f"贷款卡编码:{CARD}"), (650, "查询机构:江城市中心支行"))
    first.line((440, "身份信息"))
    first.table(
        (160, 300, 160, 300),
        [
            ["名称", NAME, "<", "<"],
            ["注册地址", "江城市高新区云海路8号", "<", "<"],
            ["组织机构代码", CODE, "贷款卡编码", CARD],
            ["贷款卡状态", "正常", "最近一次年审日期", "2013-03-05"],
        ],
        ruled,
    )
    first.line((40, "高管人员信息"))
    first.table(
        (200, 200, 200, 320),
        [["职务", "姓名", "证件类型", "证件号码"], ["法定代表人", "赵一鸣", "身份证", "略"]],
        ruled,
    )
    first.line((440, "信息概要"))
    first.line((40, "未结清信贷信息概要"))
    first.table(
        (140, 90, 110, 90, 110, 90, 110, 90, 110),
        [
            ["", "正常类汇总", "<", "关注类汇总", "<", "不良类汇总", "<", "合计", "<"],
            ["业务种类", *["笔数", "余额(万元)"] * 4],
            ["贷款", "1", "300.00", "1", "800.25", "0", "0.00", "2", "1,100.25"],
            ["合计", "1", "300.00", "1", "800.25", "0", "0.00", "2", "1,100.25"],
        ],
        ruled,
    )
    first.line((440, "信贷记录明细"))
    first.line((40, "当前负债(未结清信贷) 贷款"))
    first.table(WIDE, [HEAD_1, *(LOANS_1[:1] if split else LOANS_1)], ruled)
    first.text(440, "第1页/共2页", 1370)
    second = Paper()
    second.line((700, f"报告编号:{NUMBER_1}"))
    if split:
        second.table(WIDE, [*([HEAD_1] if repeated else []), LOANS_1[1]], ruled)
    second.line((40, "已还清债务(已结清信贷) 贷款"))
    second.table((230, 120, 80, 130, 120, 120, 120), [SETTLED_HEAD_1, *SETTLED_1], ruled)
    second.line((40, "对外担保记录"))
    second.table(
        (300, 150, 200, 250),
        [
            ["被担保人", "担保形式", "担保金额(万元)", "所担保主业务余额(万元)"],
            ["江城恒远物流有限公司", "保证", "500.00", "420.00"],
        ],
        ruled,
    )
    second.line((40, "说明"))
    second.line((40, "2.本报告中如无特别说明,金额单位均为万元。"))
    second.text(440, "第2页/共2页", 1370)
    return [first.page(1), second.page(2)]


HEAD_2A = ["账户编号", "授信机构", "业务种类", "开立日期", "到期日", "币种", "借款金额"]
HEAD_2B = ["担保方式", "余额", "五级分类", "逾期总额", "逾期本金", "最近一次还款日期", "信息报告日期"]
NARROW = (130.0, 200.0, 120.0, 120.0, 110.0, 120.0, 120.0)


def second_generation(ruled: bool = True, note: bool = True) -> list[Page]:
    """Blocks of captions and values for each account."""
    first = Paper()
    first.line((650, f"NO.{NUMBER_2}"))
    first.line((380, "企业信用报告"))
    first.line((410, "(自主查询版)"))
    identity = [
        ["企业名称", NAME, "<", "<"],
        ["中征码", CARD, "统一社会信用代码", UNIFIED],
        ["查询机构", "江城市分行", "报告时间", "2022-03-18 10:20:30"],
    ]
    first.table((150, 310, 180, 280), identity, ruled)
    if note:
        first.line((40, "2.如无特别说明,本报告中的金额类数据项单位均为万元。"))
    first.line((440, "身份标识"))
    first.table((150, 310, 180, 280), [["组织机构代码", CODE, "中征码", CARD]], ruled)
    first.line((440, "信息概要"))
    first.table(
        (230, 230, 230, 230),
        [
            ["借贷交易", "<", "担保交易", "<"],
            ["余额", "1100.25", "余额", "40.00"],
            ["其中:被追偿余额", "0.00", "其中:关注类余额", "7.00"],
            ["关注类余额", "800.25", "不良类余额", "3.00"],
            ["不良类余额", "0.00", "", ""],
        ],
        ruled,
    )
    first.line((40, "未结清信贷及授信信息概要"))
    first.table(
        (140, 95, 100, 95, 100, 95, 100, 95, 100),
        [
            ["", "正常类", "<", "关注类", "<", "不良类", "<", "合计", "<"],
            ["", *["账户数", "余额"] * 4],
            ["中长期借款", "0", "0.00", "1", "800.25", "0", "0.00", "1", "800.25"],
            ["短期借款", "1", "300.00", "0", "0.00", "0", "0.00", "1", "300.00"],
            ["合计", "1", "300.00", "1", "800.25", "0", "0.00", "2", "1100.25"],
        ],
        ruled,
    )
    second = Paper()
    second.line((440, "信贷记录明细"))
    second.line((40, "未结清信贷 中长期借款"))
    second.table(
        NARROW,
        [
            HEAD_2A,
            ["M0001", "江城农村商业银行股份有限公司", "固定资产贷款", "2020-03-15", "2025-03-14", "人民币", "1250.50"],
            HEAD_2B,
            ["抵押", "800.25", "关注", "0.00", "0.00", "2022-02-21", "2022-02-28"],
        ],
        ruled,
    )
    second.line((40, "未结清信贷 短期借款"))
    second.table(
        NARROW,
        [
            HEAD_2A,
            [
                "M0002",
                "中国工商银行股份有限公司江城高新支行",
                "流动资金贷款",
                "2021-09-03",
                "2022-09-02",
                "人民币",
                "300.00",
            ],
            HEAD_2B,
            ["保证", "300.00", "正常", "0.00", "0.00", "--", "2022-02-28"],
        ],
        ruled,
    )
    second.line((40, "已结清信贷"))
    second.table(
        (230, 120, 80, 130, 120, 120, 120),
        [
            ["授信机构", "业务种类", "币种", "借款金额", "开立日期", "到期日", "关闭日期"],
            [
                "中国银行股份有限公司江城分行",
                "流动资金贷款",
                "人民币",
                "150.00",
                "2019-05-06",
                "2020-05-05",
                "2020-04-28",
            ],
        ],
        ruled,
    )
    second.line((40, "相关还款责任信息"))
    second.table(
        (300, 150, 200, 250),
        [["主借款人", "责任类型", "还款责任金额", "余额"], ["江城恒远物流有限公司", "保证人", "500.00", "420.00"]],
        ruled,
    )
    return [first.page(1), second.page(2)]


PAIRS = [
    [("账户编号", "M0001"), ("授信机构", "江城农村商业银行股份有限公司")],
    [("业务种类", "固定资产贷款"), ("开立日期", "2020年03月15日")],
    [("到期日", "2025年03月14日"), ("币种", "人民币元")],
    [("借款金额", "1250.50"), ("余额", "800.25")],
    [("五级分类", "关注"), ("信息报告日期", "2022年02月28日")],
]
PAIRS_2 = [
    [("账户编号", "M0002"), ("授信机构", "江城高新小额贷款有限公司")],
    [("业务种类", "流动资金贷款"), ("开立日期", "20210903")],
    [("到期日", "20220902"), ("币种", "人民币元")],
    [("借款金额", "300.00"), ("余额", "300.00")],
    [("五级分类", "正常"), ("信息报告日期", "20220228")],
]


def captions_beside_values(shape: str) -> list[Page]:
    """Accounts as captions with their values beside: `ruled`, `spaced`, or with `colons`."""
    paper = Paper()
    paper.line((380, "企业信用报告"))
    paper.line((40, "如无特别说明,本报告中的金额类数据项单位均为万元。"))
    paper.line((40, "未结清信贷 短期借款"))
    for block in (PAIRS, PAIRS_2):
        if shape == "ruled":
            paper.table((150, 310, 150, 310), [[a, b, c, d] for (a, b), (c, d) in block])
            continue
        for (a, b), (c, d) in block:
            if shape == "colons":
                paper.line((40, f"{a}:{b}"), (500, f"{c}:{d}"))
            else:
                paper.line((40, a), (190, b), (500, c), (650, d))
        paper.y += 20
    return [paper.page()]
