"""What the workbook's sheets hold, as plain rows."""

from __future__ import annotations

from datapackages import (
    deciding,
    overrides,
    sheets_cash,
    sheets_parties,
    sheets_reconciliations,
    sheets_spread,
    sheets_visit,
)
from datapackages.find import case_field, doubtful, lookup, place, title
from datapackages.links import Links
from datapackages.quality_advice import advice
from datapackages.render import status
from datapackages.sheet import Scalar, Sheet, SheetRow, cell, plain
from datapackages.values import cited
from datapackages.words import (
    AS_OF_SOURCES,
    KINDS,
    PARAMETERS,
    REJECTIONS,
    ROLES,
    SEVERITIES,
    STATUSES,
    VERDICTS,
    article_words,
    page_reason,
    reason_words,
)
from schemas.core import CaseFile, Citation, Document, Row
from schemas.titles import COLUMNS, field_title, table_title, type_title


def all_sheets(case_file: CaseFile, links: Links) -> list[Sheet]:
    """The sheets in their order; the tables of bank statements, accounts and taxes follow when the case has them."""
    return [
        _case(case_file),
        _inventory(case_file),
        _fields(case_file),
        _statements(case_file),
        _table(case_file, "loans", "贷款明细", "credit_report"),
        _findings(case_file),
        *sheets_reconciliations.sheets(case_file, links),
        *sheets_spread.sheets(case_file, links),
        *sheets_cash.sheets(case_file, links),
        *sheets_parties.sheets(case_file, links),
        sheets_visit.sheet(case_file),
        _review(case_file),
        _rejected(case_file),
        *_other_tables(case_file),
    ]


def _case(case_file: CaseFile) -> Sheet:
    case, judgement = case_file.case, case_file.judgement
    applicant = case.applicant
    kind = "个体工商户" if applicant.sole_proprietor else KINDS.get(applicant.kind, applicant.kind)
    rows: list[tuple[Scalar, ...]] = [
        ("申请人", applicant.name or "未能确定"),
        ("主体类型", kind),
        ("案件编号", case.case_id),
        ("资料夹名称", case.case_name),
        ("基准日", case.as_of),
        ("基准日来源", AS_OF_SOURCES.get(case.as_of_source, case.as_of_source)),
        ("资料包状态", "完整" if status(case_file) == "complete" else "不完整：有文件或页面未能读取"),
    ]
    rows += [(f"当事人：{ROLES.get(p.role, p.role)}", p.name) for p in case.parties]
    rows += [
        (f"核查结论：{word}", sum(f.verdict == code for f in judgement.findings)) for code, word in VERDICTS.items()
    ]
    rows += [("待人工核对", len(case_file.review)), ("退回文件", len(case_file.rejected))]
    rows += [("缺少的必需文件", type_title(t)) for t in judgement.missing_documents]
    rows += [("希望补充的文件", type_title(t)) for t in judgement.wanted_documents]
    rows.append(("说明", "本资料包只陈述事实，不构成担保意见"))
    return Sheet("案件", (("项目", 22), ("内容", 70)), plain(rows))


def _inventory(case_file: CaseFile) -> Sheet:
    columns = (
        ("文件编号", 12),
        ("文件类型", 22),
        ("页序", 7),
        ("所在文件", 44),
        ("页码", 7),
        ("状态", 10),
        ("说明", 44),
        ("图像质量（机器判断，仅供参考）", 60),
    )
    rows: list[tuple[Scalar, ...]] = []
    for document in case_file.case.documents:
        for index, page in enumerate(document.pages, 1):
            read = "已读取" if page.status == "read" else "未能读取"
            note = f"与 {page.duplicate_of} 重复" if page.duplicate_of else page_reason(page.reason)
            quality = advice(page.quality.codes)
            rows.append((document.document_id, document.title_zh, index, page.file, page.page, read, note, quality))
    return Sheet("文件清单", columns, plain(rows))


def _fields(case_file: CaseFile) -> Sheet:
    columns = (
        ("文件编号", 12),
        ("文件类型", 20),
        ("字段", 26),
        ("值", 44),
        ("状态", 13),
        ("置信度", 9),
        ("原文", 40),
        ("位置", 16),
        ("原因", 24),
    )
    rows = []
    for document in case_file.case.documents:
        for name, value in document.fields.items():
            cells = (
                document.document_id,
                document.title_zh,
                field_title(document.type, name),
                cell(name, value),
                STATUSES[value.status],
                round(value.confidence, 4),
                value.evidence.raw if value.evidence else None,
                place(value),
                reason_words(value.reason),
            )
            rows.append(SheetRow(cells, frozenset({3, 4}) if doubtful(value) else frozenset()))
    return Sheet("字段", columns, tuple(rows))


def _statements(case_file: CaseFile) -> Sheet:
    columns = (
        ("文件编号", 12),
        ("报表", 16),
        ("截止日", 13),
        ("科目键", 30),
        ("项目", 44),
        ("期末余额/本期金额", 22),
        ("年初余额/上期金额", 22),
        ("待核对", 9),
    )
    rows = []
    for document in case_file.case.documents:
        for line in document.tables.get("lines", ()):
            rows.append(_statement_row(document, line))
    return Sheet("报表", columns, tuple(rows))


def _statement_row(document: Document, line: Row) -> SheetRow:
    first, second = ("ending", "opening") if "ending" in line or "opening" in line else ("current", "prior")
    values = [line.get(name) for name in ("key", "label", first, second)]
    marked = frozenset(i for i, v in enumerate(values, 3) if v is not None and doubtful(v))
    shown_values = [cell("", v) if v is not None else None for v in values]
    end = cell("period_end", document.field("period_end"))
    mark = "是" if marked else None
    return SheetRow((document.document_id, document.title_zh, end, *shown_values, mark), marked)


def _table(case_file: CaseFile, table: str, title: str, type_: str) -> Sheet:
    """A sheet of one kind of table: its columns as the schema orders them, whatever the document."""
    names = list(COLUMNS.get(type_, {}).get(table, {}))
    heads = [(COLUMNS[type_][table][name], 18) for name in names]
    rows = []
    for document in case_file.case.documents:
        for number, row in enumerate(document.tables.get(table, ()), 1):
            values = [row.get(name) for name in names]
            marked = frozenset(i for i, v in enumerate(values, 2) if v is not None and doubtful(v))
            cells = [cell(n, v) if v is not None else None for n, v in zip(names, values, strict=True)]
            rows.append(SheetRow((document.document_id, number, *cells), marked))
    return Sheet(title, (("文件编号", 12), ("行", 6), *heads), tuple(rows))


def _other_tables(case_file: CaseFile) -> list[Sheet]:
    held = {table for d in case_file.case.documents for table, rows in d.tables.items() if rows}
    kinds = {table: type_ for type_, tables in COLUMNS.items() for table in tables}
    return [_table(case_file, t, table_title(t), kinds[t]) for t in sorted((held & kinds.keys()) - {"lines", "loans"})]


def _findings(case_file: CaseFile) -> Sheet:
    columns = (
        ("编号", 11),
        ("核查事项", 26),
        ("结论", 10),
        ("等级", 8),
        ("条款", 18),
        ("说明", 80),
        ("依据", 60),
        ("参数", 30),
        ("人工复核", 40),
        ("怎样判断", 50),
    )
    decide = deciding.decider(case_file)
    titles = {d.document_id: d for d in case_file.case.documents}
    rows: list[tuple[Scalar, ...]] = []
    for finding in case_file.judgement.findings:
        grounds = [_ground(titles.get(c.document_id), c) for c in finding.evidence]
        rows.append(
            (
                finding.check,
                finding.title,
                VERDICTS[finding.verdict],
                SEVERITIES[finding.severity],
                article_words(finding.article),
                finding.message,
                "\n".join(grounds),
                "\n".join(f"{PARAMETERS.get(n, n)}={value}" for n, value in sorted(finding.parameters.items())),
                overrides.words(overrides.of_finding(case_file.case, finding)) or None,
                "\n".join(decide(finding)) or None,
            )
        )
    return Sheet("核查结论", columns, plain(rows))


def _ground(document: Document | None, citation: Citation) -> str:
    name = f"{document.title_zh}·{title(document, citation.field)}" if document else citation.field
    return f"{name}：{cited(citation)}"


def _review(case_file: CaseFile) -> Sheet:
    columns = (("文件编号", 12), ("文件类型", 22), ("字段", 30), ("当前读数", 40), ("原因", 30))
    documents = {d.document_id: d for d in case_file.case.documents}
    rows: list[tuple[Scalar, ...]] = []
    for item in case_file.review:
        document = documents.get(item.document_id)
        kind = document.title_zh if document else "案件"
        name = title(document, item.field) if document else case_field(item.field)
        value = lookup(document, item.field) if document else None
        reading = cell(item.field.rsplit(".", 1)[-1], value) if value else None
        rows.append((item.document_id, kind, name, reading, reason_words(item.reason)))
    return Sheet("待核对", columns, plain(rows))


def _rejected(case_file: CaseFile) -> Sheet:
    columns = (("文件", 50), ("原因", 16), ("处理建议", 80))
    rows = ((r.file, REJECTIONS.get(r.reason, r.reason), r.message) for r in case_file.rejected)
    return Sheet("退回文件", columns, plain(rows))
