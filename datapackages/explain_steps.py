"""The steps behind a value, one function a step."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from datapackages.explain_reading import reading_step, seal_words
from datapackages.explain_words import AGAINST, CODES, FOUND, PARSED, QUALITY, READERS, WITNESSES
from datapackages.opened import Asked, Json, Opened
from datapackages.quality_advice import advice
from datapackages.values import shown_text
from datapackages.words import DECISIONS, STATUSES, VERDICTS, page_reason, reason_words


@dataclass(frozen=True)
class Step:
    """One step: a stable name, a Chinese heading, Chinese lines, and the facts behind them."""

    name: str
    title: str
    lines: list[str]
    facts: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """All that the package says about the value."""

    package: Opened
    document: Json
    asked: Asked
    pages: list[Json | None]
    value: Json
    """The value's part of the details; empty when the package carries none."""
    detailed: bool

    @property
    def entry(self) -> Json:
        """The value as package.json has it; empty when the document has no such field."""
        return self.asked.entry or {}

    @property
    def page(self) -> Json | None:
        """The page that it stands on."""
        number = self.entry.get("page")
        return self.document["pages"][number - 1] if number else None

    @property
    def read(self) -> Json | None:
        """The page as it was read."""
        number = self.entry.get("page")
        return self.pages[number - 1] if number and number <= len(self.pages) else None

    @property
    def steps(self) -> list[str]:
        """The steps of its method."""
        return str(self.entry.get("method", "none")).split("+")


def found(known: Known) -> list[Step]:
    """The steps of a value that stands somewhere."""
    return [
        _source(known),
        _preparation(known),
        _place(known),
        _located(known),
        Step("reading", "识别原文", *reading_step(known.entry, known.value, known.read)),
        _parsed(known),
        _witnesses(known),
        _decision(known),
        _used(known),
    ]


def missing(known: Known) -> list[Step]:
    """The steps of a value that was not found or is not printed."""
    return [_source(known), _preparation(known), _searched(known), _decision(known), _used(known)]


def _source(known: Known) -> Step:
    paper = known.document
    pages = [known.page] if known.page is not None else paper["pages"]
    lines = [
        f"{page['file']} 第 {page['page']} 页"
        + (f"（工作表“{page['sheet']}”）" if page["sheet"] else "")
        + (f"，与 {page['duplicate_of']} 重复" if page["duplicate_of"] else "")
        for page in pages
    ]
    lines.append(f"归入{paper['title_zh']}（{paper['document_id']}），类型把握 {paper['type_confidence']:.4f}")
    lines += [f"文件 SHA-256：{sha}" for sha in dict.fromkeys(page["sha256"] for page in pages)]
    return Step("source", "来源文件", lines, {"pages": pages, "type_confidence": paper["type_confidence"]})


def _preparation(known: Known) -> Step:
    numbers = [known.entry["page"]] if known.page is not None else range(1, len(known.document["pages"]) + 1)
    lines, facts = [], []
    for number in numbers:
        page = known.document["pages"][number - 1]
        read = known.pages[number - 1] if number <= len(known.pages) else None
        prefix = f"第 {number} 页：" if known.page is None else ""
        lines += [prefix + line for line in _page_lines(page, read)]
        facts.append({"page": number, "quality": page["quality"], "transform": page["transform"], "read": read})
    return Step("page", "页面准备", lines, {"pages": facts})


def _page_lines(page: Json, read: Json | None) -> list[str]:
    if page["status"] != "read":
        return [f"读不出：{page_reason(page['reason'])}"]
    if page["sheet"]:
        return ["电子表格，不经图像处理"]
    if read and read["source"] == "text_layer":
        return [
            "文件自带文字（电子文本），不经图像识别" + (f"；页面转正 {read['rotation']} 度" if read["rotation"] else "")
        ]
    lines = [f"{_turned(read)}；{_straightened(page['transform'])}"]
    figures = [
        f"{QUALITY.get(name, name)} {_figure(v)}"
        for name, v in page["quality"].items()
        if name != "codes" and _tells(v)
    ]
    lines += [f"图像质量：{'，'.join(figures)}"] if figures else []
    lines += [f"图像问题（机器判断）：{advice(codes)}"] if (codes := page["quality"].get("codes")) else []
    if read:
        lines.append(
            f"由{_reader(read['reader'])}读出 {read['lines']} 行文字、{read['tables']} 个表格、{len(read['seals'])} 枚印章"
        )
    return lines


def _turned(read: Json | None) -> str:
    if read is None:
        return "转正角度没有记录"
    return f"页面转正 {read['rotation']} 度" if read["rotation"] else "页面本是正的"


def _straightened(transform: list[float] | None) -> str:
    if transform is None:
        return "没有透视或歪斜需要校正"
    return "校正了透视（拍照角度）和歪斜" if any(abs(v) > 1e-9 for v in transform[6:8]) else "校正了歪斜"


def _tells(value: object) -> bool:
    return value is not None and value is not False and value != []


def _figure(value: object) -> str:
    if value is True:
        return "是"
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _reader(version: str) -> str:
    engine = version.rpartition("+")[2].partition("/")[0]
    return f"{READERS.get(engine, engine)}（{version}）"


def _place(known: Known) -> Step:
    entry, read = known.entry, known.read
    facts: Json = {name: entry[name] for name in ("page", "bbox", "sheet", "cell", "crop") if name in entry}
    if "cell" in entry:
        return Step("place", "位置", [f"工作表“{entry['sheet']}”单元格 {entry['cell']}"], facts)
    lines = [f"材料第 {entry['page']} 页"]
    if entry.get("bbox"):
        x0, top, x1, bottom = entry["bbox"]
        lines[0] += f"，横 {x0:.1%}–{x1:.1%}、纵 {top:.1%}–{bottom:.1%}"
        if read and read["width"]:
            w, h = read["width"], read["height"]
            lines[0] += f"（像素 {x0 * w:.0f},{top * h:.0f} 至 {x1 * w:.0f},{bottom * h:.0f}，页面 {w}×{h}）"
    image = (known.page or {}).get("image")
    lines += [f"页面图：{image}"] if image else []
    none = "只有被引用或待核对的单元格才有" if known.asked.row is not None else "页面图不在数据包里"
    lines.append(f"截图：{entry['crop']}" if "crop" in entry else f"没有单独截图（{none}）")
    return Step("place", "位置与截图", lines, facts)


def _located(known: Known) -> Step:
    steps, label = known.steps, known.value.get("label")
    lines = [FOUND[s] for s in steps if s in FOUND]
    facts: Json = {"steps": [s for s in steps if s in FOUND], "label": label, "sought": known.value.get("sought", [])}
    if label:
        lines.append(f"栏目“{label['text']}”在第 {label['page']} 页；{_beside(label, known.entry)}")
    if known.asked.row is not None:
        row = known.asked.row
        name = next((c for c in _ROW_NAMES if c in row and row[c]["raw"]), None)
        lines.append(
            f"表格 {known.asked.path.partition('[')[0]} 的第 {_row_number(known.asked.path)} 行"
            + (f"，行名读作“{row[name]['raw']}”" if name else "")
            + f"，栏目“{known.asked.title.rpartition('·')[2]}”"
        )
    if facts["sought"]:
        lines.append(f"找过的栏目名称：{'、'.join(facts['sought'])}")
    return Step("located", "怎样找到", lines or [f"方法：{'+'.join(steps)}"], facts)


_ROW_NAMES = ("label", "account_name", "account_code", "lender", "beneficiary", "tax_kind", "date")


def _row_number(path: str) -> int:
    return int(path.partition("[")[2].partition("]")[0]) + 1


def _beside(label: Json, entry: Json) -> str:
    """Where the value stands from its label."""
    if label["page"] != entry.get("page") or not entry.get("bbox"):
        return "内容在另一页"
    left, top, right, bottom = label["bbox"]
    x0, y0, _, y1 = entry["bbox"]
    middle, height = (top + bottom) / 2, bottom - top
    if y0 - 0.3 * height <= middle <= y1 + 0.3 * height:
        return "内容在它右边" if x0 >= left + 0.5 * (right - left) else "内容在它同一行"
    aside = "右" if x0 >= right - 0.2 * (right - left) else ""
    return f"内容印得比它高，在{aside}上方" if y1 < middle else f"内容印得比它低，在{aside}下方"


def _parsed(known: Known) -> Step:
    entry = known.entry
    lines = [PARSED[s] for s in known.steps if s in PARSED]
    if entry["value"] is None:
        lines.append("内容无法解析成值")
    else:
        shown = shown_text(known.asked.name, entry["value"])
        lines.append(f"值：{entry['value']}" + (f"（{shown}）" if shown != str(entry["value"]) else ""))
    if _ten_thousands(entry["raw"], entry["value"]):
        lines.append("原件以万元为单位，换算为元")
    if entry["raw"] is not None and str(entry["value"]) != entry["raw"]:
        lines.append(f"由原文“{entry['raw']}”规范而来（全半角统一、去空白、日期和金额转为标准写法）")
    return Step("parsed", "解析与规范", lines, {"raw": entry["raw"], "value": entry["value"]})


def _ten_thousands(raw: object, value: object) -> bool:
    """Whether the value is the printed number of ten thousands of yuan."""
    try:
        printed, yuan = Decimal(str(raw).replace(",", "")), Decimal(str(value))
    except InvalidOperation:
        return False
    return bool(printed) and yuan == printed * 10000


def _witnesses(known: Known) -> Step:
    steps = known.steps
    code = CODES.get("+".join(steps[:2]))
    spoke = [WITNESSES[s] for s in steps if s in WITNESSES] + ([code] if code else [])
    against = [AGAINST[s] for s in steps if s in AGAINST]
    others = [s for s in steps if not any(s in words for words in (FOUND, PARSED, WITNESSES, AGAINST))]
    lines = [f"{words} ✓" for words in spoke] + [f"{words} ✗" for words in against]
    lines += [f"其他处理：{'、'.join(others)}"] if others and others != ["none"] else []
    return Step(
        "witnesses", "佐证", lines or ["没有其他佐证，只凭识别把握"], {"for": spoke, "against": against, "steps": steps}
    )


def _decision(known: Known) -> Step:
    entry, threshold = known.entry, known.value.get("threshold")
    status, reason = entry.get("status", "missing"), entry.get("reason")
    facts = {
        "confidence": entry.get("confidence"),
        "sureness": known.value.get("sureness"),
        "threshold": threshold,
        "status": status,
        "reason": reason,
    }
    weighed = _told_by(known) if entry.get("word") else _weighed(facts, known.page is not None)
    return Step("decision", "判定", [*weighed, f"结论：{status_words(status, reason)}"], facts)


def _told_by(known: Known) -> list[str]:
    """Who spoke on the value, and what the machine had read."""
    word, machine = known.entry["word"], known.entry["machine"]
    read = shown_text(known.asked.name, machine.get("value")) or "（未读到）"
    state = status_words(machine.get("status", "missing"), machine.get("reason"))
    lines = [f"{word['reviewer']} 于 {word['at'][:10]} {DECISIONS[word['decision']]}"]
    lines += [f"备注：{word['note']}"] if word.get("note") else []
    return [*lines, f"机器读作：{read}（{state}）"]


def _weighed(facts: Json, found: bool) -> list[str]:
    if not found:
        return []
    lines = [f"识别本身的把握（最弱的字，含解析折扣）{facts['sureness']:.4f}"] if facts["sureness"] is not None else []
    confidence, threshold, status = facts["confidence"], facts["threshold"] or None, facts["status"]
    lines.append(f"综合把握 {confidence:.4f}" + (f"，采信门槛 {threshold:.4f}" if threshold is not None else ""))
    if status == "review" and facts["reason"] not in ("low_confidence", None):
        lines.append("有疑点，不论把握多高都不直接采信")
    elif threshold is not None and status == "accepted":
        lines.append("达到门槛且没有疑点" if confidence >= threshold else "由佐证采信")
    elif threshold is not None and status == "review":
        lines.append("没有达到门槛")
    return lines


def status_words(status: str, reason: str | None) -> str:
    """A status with its reason, for a reader."""
    if status == "missing" and reason is None:
        return "缺（没有印，或空白、划线；不需要核对）"
    return STATUSES.get(status, status) + (f"：{reason_words(reason)}（{reason}）" if reason else "")


def _searched(known: Known) -> Step:
    """Where a value that is not there was looked for."""
    label, sought = known.value.get("label"), known.value.get("sought", [])
    pages = known.document["pages"]
    read = [str(n) for n, page in enumerate(pages, 1) if page["status"] == "read" and not page["duplicate_of"]]
    where = f"第 {'、'.join(read)} 页" if read else "没有可读的页"
    lines = [f"没有值。找过的范围：本材料{where}"]
    lost = [str(n) for n, page in enumerate(pages, 1) if page["status"] != "read"]
    lines += [f"第 {'、'.join(lost)} 页读不出，值可能在那里"] if lost else []
    if known.asked.row is not None:
        lines.append(f"行“{known.asked.title.rpartition('·')[0]}”读到了，这一栏没有内容")
    elif label:
        lines.append(f"栏目“{label['text']}”在第 {label['page']} 页{_at(label['bbox'])}读到了，其后没有可以辨认的内容")
    elif sought:
        lines.append(f"找过栏目名称：{'、'.join(sought)}；都没有读到")
    elif known.asked.entry is None:
        lines.append("这份材料的版式没有此栏目，没有查找")
    else:
        lines.append("此字段没有固定的栏目名称，按全页内容、印章和条码查找，没有找到")
        lines += _seals(known)
    return Step("searched", "找过哪里", lines, {"pages_read": read, "label": label, "sought": sought})


def _seals(known: Known) -> list[str]:
    """The seals that were seen, and what their rings say."""
    seals = [(n, seal) for n, page in enumerate(known.pages, 1) if page for seal in page["seals"]]
    return [f"第 {n} 页的印章{_at(seal['bbox'])}：{seal_words(seal)}" for n, seal in seals]


def _at(bbox: list[float]) -> str:
    return f"（横 {bbox[0]:.1%}、纵 {bbox[1]:.1%} 处）"


def _used(known: Known) -> Step:
    """The checks that rest on the value."""
    id_, path = known.document["document_id"], known.asked.path
    cited = [
        f
        for f in known.package.content["findings"]
        if any(c["document_id"] == id_ and c["field"] == path for c in f["evidence"])
    ]
    lines = [f"{f['check']} {f['title']}：{VERDICTS.get(f['verdict'], f['verdict'])}。{f['message']}" for f in cited]
    facts = {"findings": [{"check": f["check"], "verdict": f["verdict"]} for f in cited]}
    return Step("used", "用于核查", lines or ["没有核查引用此值"], facts)
