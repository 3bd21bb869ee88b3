"""More words for names, addresses and scopes than the kept cases use: what is fitted on drawn papers must not know them by heart."""

from __future__ import annotations

import random
from dataclasses import replace

from samples import _data
from samples._data import Company, Person

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴"
    "贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰"
    "焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "慕容", "皇甫", "尉迟", "夏侯")
_GIVEN = (
    "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红鹏飞波斌宇浩凯健俊帆帅旭宁龙林欢阳建文辉力永志义兴良海山仁"
    "博思远清彬富顺信子轩昊天泽晨辰锐铭家豪雨嘉欣怡佳琪雪梅琳晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶婵雁蓓仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希"
    "钧冠策腾楠榕风航弘峰耀炎焱淼坤煜炜璟瑜琛皓睿昱骏骞翊昕曦灏熠璐珺玥沁芮菲蕾莹莲蔚蓝荣荫萱萌芸苒茵荃芊芷蓁葭"
)
_BRANDS = "华盛泰瑞鑫恒丰润德昌隆达通宇浩天海金银鼎嘉美佳诚信正源兴旺康健宏伟博远卓越众创联合汇聚凯利百亿万千景和顺祥福禄安宁东方南北中新亚欧环球星辰光耀晶莹翔腾跃飞鹏程禾稼沃野森林木石磐岳川江河湖润泽澜沧浦滨港湾"
_TRADES = (
    "商贸",
    "贸易",
    "实业",
    "建材",
    "建筑工程",
    "装饰工程",
    "机电设备",
    "汽车零部件",
    "电子科技",
    "信息技术",
    "网络科技",
    "生物科技",
    "农业开发",
    "粮油",
    "畜牧养殖",
    "水产养殖",
    "茶业",
    "酒业",
    "餐饮管理",
    "物流",
    "仓储物流",
    "运输",
    "供应链管理",
    "印刷包装",
    "纸业",
    "纺织",
    "服饰",
    "针织",
    "鞋业",
    "皮具",
    "玩具",
    "塑胶",
    "橡胶制品",
    "五金制品",
    "模具",
    "不锈钢制品",
    "金属材料",
    "铝业",
    "铜业",
    "钢结构",
    "化工",
    "涂料",
    "新能源",
    "光伏科技",
    "节能环保",
    "水务",
    "医疗器械",
    "医药",
    "教育咨询",
    "文化传媒",
    "广告",
    "旅游开发",
    "物业服务",
    "园林绿化",
    "矿业",
    "石材",
    "陶瓷",
    "玻璃",
    "家居",
    "木业",
    "照明",
    "电缆",
    "仪器仪表",
    "自动化设备",
    "智能装备",
    "数控机床",
    "船舶配件",
)
_LINES = (
    "五金交电、建筑材料、装饰材料的销售",
    "机械设备租赁",
    "货物进出口、技术进出口",
    "普通货运",
    "仓储服务(不含危险化学品)",
    "企业管理咨询",
    "计算机软硬件的技术开发、技术服务",
    "日用百货、办公用品、文化用品销售",
    "预包装食品、散装食品零售",
    "农副产品收购、加工及销售",
    "化工产品(不含危险化学品及易制毒化学品)销售",
    "汽车配件、摩托车配件批发兼零售",
    "室内外装饰装修工程设计与施工",
    "园林绿化工程施工",
    "水电安装",
    "市政公用工程施工",
    "钢材、有色金属、矿产品销售",
    "纺织品、服装、鞋帽的生产与销售",
    "塑料制品、橡胶制品加工",
    "电线电缆、仪器仪表制造",
    "物业管理",
    "房屋租赁",
    "广告设计、制作、代理、发布",
    "会议及展览服务",
    "物联网技术服务",
    "信息系统集成服务",
    "第二类医疗器械销售",
    "家用电器维修",
    "环境保护专用设备制造",
    "金属制品、模具、机械零部件的研发、设计、制造、销售",
    "茶叶种植、加工",
    "淡水养殖",
    "木材加工",
    "包装装潢印刷品印刷",
    "道路货物运输(不含危险货物)",
    "供应链管理服务",
    "新材料技术研发",
    "太阳能发电技术服务",
    "通讯设备修理",
    "人力资源服务(不含职业中介活动、劳务派遣服务)",
    "互联网销售(除销售需要许可的商品)",
    "住宅室内装饰装修",
)
_TAILS = (
    "。(依法须经批准的项目,经相关部门批准后方可开展经营活动)",
    "(依法须经批准的项目,经相关部门批准后依批准的内容开展经营活动)",
    "。(依法须经批准的项目,经相关部门批准后方可开展经营活动,具体经营项目以审批结果为准)",
    "。(除依法须经批准的项目外,凭营业执照依法自主开展经营活动)",
    "(以上经营范围涉及许可经营项目的,应在取得有关部门的许可后方可经营)",
    "(法律、行政法规、国务院决定规定须经批准的经营项目,凭许可证经营)",
    "。",
    "",
)
_STREETS = (
    "人民",
    "建设",
    "解放",
    "中山",
    "新华",
    "和平",
    "光明",
    "滨河",
    "湖滨",
    "开元",
    "翠竹",
    "白云",
    "黄河",
    "长江",
    "珠江",
    "富强",
    "民主",
    "团结",
    "康复",
    "学府",
    "商贸",
    "物流",
    "兴业",
    "创新",
    "天府",
    "梧桐",
    "银杏",
    "紫荆",
    "芙蓉",
    "石榴",
)
_ROADS = ("路", "路", "大道", "街", "东路", "西路", "南路", "北路", "中路", "一路", "二路", "三街", "巷", "大街")
_PARKS = ("经济技术开发区", "高新技术产业开发区", "工业园区", "科技园", "产业集聚区", "物流园", "")
_TOWNS = (
    "城关镇",
    "石桥镇",
    "柳河镇",
    "大塘镇",
    "新圩镇",
    "横溪街道",
    "东湖街道",
    "蔡家街道",
    "白塔街道",
    "龙泉街道",
    "",
)
_ROOMS = (
    "",
    "",
    "1号楼",
    "3栋",
    "B座1206室",
    "内2幢",
    "5栋二层",
    "A区12-3号",
    "第4层401-405室",
    "1单元302室",
    "(自主申报)",
    "商务秘书企业托管",
    "综合楼一楼",
    "7#厂房",
    "-1层08号铺",
    "1幢101室-2",
)


def enrich(c: Company, rng: random.Random) -> Company:
    """Rename a company, its people and places from the wider stock of words; its numbers and its place stay."""
    brand = rng.choice(_BRANDS) + rng.choice(_BRANDS) + (rng.choice(_BRANDS) if rng.random() < 0.15 else "")
    trade, city = rng.choice(_TRADES), c.place.city.rstrip("市")
    kind = rng.choice(("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司"))
    c.brand = brand
    if c.sole:
        c.name = rng.choice(
            (
                f"{c.place.town}{brand}{trade}商行",
                f"{c.place.town}{brand}{rng.choice(('超市', '五金店', '饭店', '服装店', '经营部', '加工厂', '汽修厂'))}",
                f"{c.place.city}{c.place.district}{brand}{trade}部",
            )
        )
    else:
        c.name = rng.choice(
            (
                f"{city}{brand}{trade}{kind}",
                f"{c.place.city}{brand}{trade}{kind}",
                f"{brand}{trade}({city}){kind}",
                f"{c.place.province}{brand}{trade}{kind}",
            )
        )
    c.address = address(c, rng)
    c.scope = scope(rng)
    c.head = enrich_person(c.head, rng)
    return c


def scope(rng: random.Random) -> str:
    """A scope of one to twelve lines of business."""
    count = rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 12))
    lead = rng.choice(("", "", "", "一般项目:", "许可项目:", "许可经营项目:无;一般经营项目:"))
    return lead + rng.choice((";", ";", "、", ",")).join(rng.sample(_LINES, count)) + rng.choice(_TAILS)


def address(c: Company, rng: random.Random) -> str:
    """An address in the company's place."""
    p = c.place
    lead = rng.choice((f"{p.province if p.province != p.city else ''}{p.town}", p.town, p.town))
    middle = rng.choice((rng.choice(_PARKS), rng.choice(_TOWNS)))
    return f"{lead}{middle}{rng.choice(_STREETS)}{rng.choice(_ROADS)}{rng.randrange(1, 1999)}号{rng.choice(_ROOMS)}"


def enrich_person(p: Person, rng: random.Random) -> Person:
    """The same person under another name, at another address."""
    place = f"{p.place.province if p.place.province != p.place.city else ''}{p.place.town}"
    home = rng.choice(
        (
            f"{place}{rng.choice(_STREETS)}{rng.choice(_ROADS)}{rng.randrange(1, 700)}号{rng.randrange(1, 40)}幢{rng.randrange(101, 3304)}室",
            f"{place}{rng.choice(_TOWNS) or '城关镇'}{rng.choice(('王家村', '李庄村', '前进村', '下河村', '新建村'))}{rng.randrange(1, 20)}组{rng.randrange(1, 200)}号",
            f"{place}{rng.choice(_STREETS)}{rng.choice(_ROADS)}{rng.randrange(1, 300)}号{rng.choice(('翠苑小区', '阳光花园', '锦绣家园'))}{rng.randrange(1, 40)}号楼{rng.randrange(1, 6)}单元{rng.randrange(101, 3304)}号",
        )
    )
    return replace(p, name=name(rng), address=home)


def name(rng: random.Random) -> str:
    """A person's name of two to four characters."""
    family = rng.choice(_COMPOUND) if rng.random() < 0.04 else rng.choice(_SURNAMES)
    return family + "".join(rng.choice(_GIVEN) for _ in range(1 if rng.random() < 0.22 else 2))


def place_and_person(rng: random.Random, company_: Company) -> Person:
    """Another person of the company's place."""
    return enrich_person(
        _data.person(rng, company_.founded.replace(year=company_.founded.year + 10, day=1), company_.place), rng
    )
