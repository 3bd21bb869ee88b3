"""Chinese words for the steps of a value's `method`, as data: how it was found, made into a value, and vouched for."""

from __future__ import annotations

FOUND = {
    "label": "按印好的栏目名称找到",
    "label_slip": "按栏目名称找到（名称有一个字读得不准）",
    "caption": "按栏目名称找到",
    "below_caption": "印在栏目名称下方",
    "pattern": "按号码的固定格式在全页找到",
    "shape": "按内容的样式在页面上找到（没有读到栏目名称）",
    "sentence": "在正文句子里找到",
    "clause": "在合同条款里找到",
    "prose": "在正文里按语句找到",
    "prose_number": "在正文里按编号的写法找到",
    "prose_firm": "在正文里按落款的机构名称找到",
    "prose_party": "在正文里按当事人的称呼找到",
    "prose_signature": "在正文落款处找到",
    "heading": "由意见段的标题判断",
    "formula": "由正文的固定表述判断",
    "label_inside": "栏目名称与内容印在同一段文字里",
    "printed": "印出的文字",
    "title": "在标题及其附近找到",
    "addressee": "在抬头的称呼里找到",
    "cell": "表格的单元格",
    "column": "表格中按列的位置归入本栏",
    "columns": "由表格的栏目判断",
    "table": "有框线的表格中按栏目名称找到",
    "pair": "“名称 内容”成对的栏目",
    "row": "按所在的行找到",
    "lines": "由表中印有的项目判断",
    "form": "由表头的报表编号判断",
    "total": "合计行",
    "year": "由报表所属年度判断",
    "prefix": "由证号的前缀判断",
    "lowest_date": "页面最下方的落款日期",
    "after_type": "印在类型之后",
    "above_sex": "印在“性别”上方、姓名应在的位置",
    "officers": "高管人员一栏",
    "stamps": "由年检章逐枚读出",
    "annual_table": "由年检记录栏读出",
    "seal": "由印章读出",
    "seal_ring": "由圆形印章展开外圈文字读出",
    "authority": "印出的机关名称",
    "qr_code": "由二维码解出",
    "bar_code": "由条形码解出",
    "no_mark_of_a_copy": "标题下没有“副本”字样",
}
"""How a value was located."""

PARSED = {
    "amount": "解析为金额",
    "money": "解析为金额",
    "number": "解析为数字",
    "date": "解析为日期",
    "period": "解析为起止期限",
    "text": "照录文字",
    "area": "解析为面积",
    "vocabulary": "对照固定用语",
    "whole_month": "按整月推出起止日",
    "whole_year": "按整年推出起止日",
    "month*12": "按月收入乘以 12",
    "separators": "按金额写法把读错的逗号、小数点归位",
    "amount_grammar": "按金额写法把读错的逗号、小数点归位",
    "joined": "相邻的几段拼接",
}
"""How the text became a value."""

WITNESSES = {
    "check_digit": "校验位相符",
    "check_digit_decoded": "按校验位从识别器的候选字中选定",
    "sum": "与表内合计相符",
    "sum_decoded": "按合计从识别器的候选读数中选定",
    "amount_decoded": "按大写与小写一致从识别器的候选字中选定",
    "sums": "与合计相符",
    "sum_witness": "与合计相符",
    "rows": "与明细行数或合计相符",
    "balance": "与余额相符",
    "balance_witness": "与逐笔余额相符",
    "equal_amount": "与金额栏相同",
    "equal_balance": "与余额栏相同",
    "same_subject": "与同一主体的另一处相同",
    "capitals=digits": "大写与小写金额一致",
    "digits=capitals": "小写与大写金额一致",
    "said_again": "文书内另一处有相同内容",
    "agreed_2": "文书内两处一致",
    "agreed_3": "文书内三处一致",
    "agreed_4": "文书内四处一致",
    "printed_again": "文书内另一处印有相同内容",
    "number_witness": "与身份证号码推出的一致",
    "report_number": "与报告编号推出的一致",
    "tax_number": "与纳税人识别号推出的一致",
    "other_document": "与另一份材料上的相同",
    "known_authority": "与地址所在地的机关名称相符",
    "seal_witness": "与印章文字相符",
    "qr_witness": "与二维码内容相同",
    "tesseract_agrees": "第二识别器（Tesseract）读得相同",
    "tesseract_differs": "第二识别器（Tesseract）读得不同",
    "in_sequence": "紧接在信用报告日期之后，前后相符",
    "proposed": "字迹不清，按其他材料的同一内容推定",
    "person_confirmed": "由人核对无误",
    "person_corrected": "由人更正",
    "person_as_printed": "由人核对，原件如此印制",
}
"""What vouched for a value."""

AGAINST = {
    "check_digit_fails": "校验位不符",
    "no_check_digit": "此种号码没有校验位",
}
"""What spoke against a value."""

CODES = {"pattern+bar_code": "与条形码内容相同"}

SOURCES = {
    "text_layer": "电子文本（文件自带文字，不经识别）",
    "ocr": "文字识别",
    "second_reader": "第二识别器",
    "spreadsheet": "电子表格",
    "seal": "印章",
    "code": "条码或二维码",
}

READERS = {
    "ppocrv6-small": "RapidOCR（PP-OCR 模型）",
    "tesseract-chi_sim": "Tesseract（chi_sim）",
    "spreadsheet": "表格读取",
}

SHAPES = {"round": "圆形", "rectangle": "方形", "oval": "椭圆形", "unclear": "形状不明"}
COLOURS = {"red": "红色", "black": "黑色", "blue": "蓝色"}

QUALITY = {
    "dpi": "分辨率（dpi）",
    "sharpness": "清晰度",
    "contrast": "反差",
    "skew_degrees": "校正的歪斜（度）",
    "text_confidence": "全页文字平均把握",
    "photo": "手机拍照",
    "grey": "黑白",
    "blur": "笔画边缘宽（像素）",
    "glare": "反光面积",
    "text_height": "字行高（像素）",
    "bilevel": "纯黑白比例",
    "moire": "摩尔纹强度",
    "cut_sides": "被裁的边数",
    "editor": "保存文件的图像软件",
}
"""Figures of a page's quality; those without words are shown by their names."""


def known(step: str) -> bool:
    """Whether a step of a method has words."""
    return any(step in words for words in (FOUND, PARSED, WITNESSES, AGAINST))
