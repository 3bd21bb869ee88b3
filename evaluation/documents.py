"""How well one labelled document was read: its fields, its tables, the values that were promised, their boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from evaluation.boxes import covers, transformed
from evaluation.forms import CODES, LONG_TEXT, character_error_rate, form, same
from evaluation.pairing import ROW_KEYS, is_accepted, page_key, pair_rows, value_of
from evaluation.tally import Counts

Json = Mapping[str, Any]

UNSCORED_COLUMNS = frozenset({"label", "key"})
NO_EXTRA_ROWS = frozenset({"lines"})
"""Tables whose unlabelled rows are memo lines, no inventions."""
NO_SUCH_DOCUMENT = "(no such document on these pages)"


def read_well(truth: Json, found: Json | None) -> Counts:
    """Counts of a labelled document against the package's document for it; None when there is none."""
    counts = Counts()
    counts.add(documents=1, documents_found=int(found is not None))
    for name, value in truth["fields"].items():
        entry = (found or {}).get("fields", {}).get(name)
        _count_field(counts, name, value, entry)
    for table, rows in (truth.get("tables") or {}).items():
        _count_table(counts, table, rows, _rows(found, table))
    wholly = found is not None and counts["short_fields"] == counts["short_fields_exact"]
    counts.add(documents_wholly_right=int(wholly and counts["cells"] == counts["cells_right"]))
    return counts


def _count_field(counts: Counts, name: str, truth: object, entry: object) -> None:
    wanted = form(name, truth)
    if wanted is None:
        return
    value = value_of(entry)
    right = value is not None and same(wanted, form(name, value))
    promised = is_accepted(entry)
    counts.add(fields=1, fields_accepted=int(promised), fields_accepted_right=int(promised and right))
    counts.add(fields_absent=int(value is None), fields_wrong=int(value is not None and not right))
    if name in LONG_TEXT:
        error = character_error_rate(truth, value)
        counts.add(long_texts=1, long_texts_exact=int(right), long_text_error_sum=error)
        return
    counts.add(short_fields=1, short_fields_exact=int(right))
    if name in CODES:
        counts.add(identifiers=1, identifiers_exact=int(right))


def _count_table(counts: Counts, table: str, truth: Sequence[Json], found: Sequence[Json]) -> None:
    pairs = pair_rows(table, truth, found)
    extra = 0 if table in NO_EXTRA_ROWS else max(0, len(found) - len(pairs))
    counts.add(rows=len(truth), rows_found=len(pairs), rows_extra=extra)
    for i, row in enumerate(truth):
        other = found[pairs[i]] if i in pairs else {}
        for column, value in row.items():
            wanted = form(column, value)
            if column not in UNSCORED_COLUMNS and wanted is not None:
                _count_cell(counts, same(wanted, form(column, value_of(other.get(column)))), other.get(column))


def _count_cell(counts: Counts, right: bool, entry: object) -> None:
    promised = is_accepted(entry)
    counts.add(cells=1, cells_right=int(right))
    counts.add(cells_accepted=int(promised), cells_accepted_right=int(promised and right))


def _rows(found: Json | None, table: str) -> list[Json]:
    rows = ((found or {}).get("tables") or {}).get(table) or []
    return [row for row in rows if isinstance(row, dict)]


Choice = Callable[[object], bool]


def is_promise(entry: object) -> bool:
    """Whether the package promises this value and it says something."""
    return is_accepted(entry) and value_of(entry) not in ("", [])


def promises(truth: Json | None, found: Json, chosen: Choice = is_promise) -> Iterator[tuple[str, str, Any, Any, bool]]:
    """Every value that the package promises and the label knows: path, name, value, true value, and whether it is right.

    A promise on pages where no such document lies is wrong; so is one in a row that the paper does not have. `chosen`
    tells which entries of the package are looked at.
    """
    for name, entry in (found.get("fields") or {}).items():
        if chosen(entry) and (truth is None or name in truth["fields"]):
            yield _promise(name, name, entry, truth["fields"][name] if truth else NO_SUCH_DOCUMENT, truth is not None)
    if truth is None:
        return
    for table in found.get("tables") or {}:
        yield from _table_promises(table, (truth.get("tables") or {}).get(table, []), _rows(found, table), chosen)


def _promise(path: str, name: str, entry: object, truth: object, known: bool) -> tuple[str, str, Any, Any, bool]:
    value = value_of(entry)
    return path, name, value, truth, known and same(form(name, truth), form(name, value))


def _table_promises(
    table: str, truth: Sequence[Json], found: Sequence[Json], chosen: Choice
) -> Iterator[tuple[str, str, Any, Any, bool]]:
    labelled: dict[int, int] = {}
    for i, j in pair_rows(table, truth, found).items():
        labelled[j] = i
    for j, row in enumerate(found):
        if j not in labelled and table in NO_EXTRA_ROWS:
            continue
        own = truth[labelled[j]] if j in labelled else None
        for column, entry in row.items():
            path = f"{table}[{j}].{column}"
            if not chosen(entry):
                continue
            if own is None:
                yield _promise(path, column, entry, None, known=True)
            elif column in own and column not in UNSCORED_COLUMNS:
                yield _promise(path, column, entry, own[column], known=True)


def boxes(truth: Json, found: Json) -> Iterator[tuple[str, bool]]:
    """For every value that has a true box and that the package read: its path, and whether the package's box covers it."""
    for path, true in (truth.get("boxes") or {}).items():
        entry = _entry(path, truth, found)
        if value_of(entry) is not None and isinstance(entry, dict) and "cell" not in entry:
            yield path, _covers(true, entry, truth, found)


def _entry(path: str, truth: Json, found: Json) -> object:
    """The package's entry for a path; a table's row is the one paired with the labelled row.

    A row is named by its number (`loans[2].amount`) or by its key (`lines[revenue].current`).
    """
    table, bracket, rest = path.partition("[")
    if not bracket:
        return (found.get("fields") or {}).get(path)
    name, _, column = rest.partition("].")
    rows, labelled = _rows(found, table), (truth.get("tables") or {}).get(table, [])
    index = (
        int(name) if name.isdigit() and table not in ROW_KEYS else _index_of(name, labelled, ROW_KEYS.get(table, ""))
    )
    paired = pair_rows(table, labelled, rows).get(index)
    return rows[paired].get(column) if paired is not None else None


def _index_of(name: str, rows: list[Json], key: str) -> int:
    """The labelled row with that key; -1 when there is none."""
    return next((i for i, row in enumerate(rows) if str(row.get(key)) == name), -1)


def _covers(true: Json, entry: Json, truth: Json, found: Json) -> bool:
    pages = found.get("pages") or []
    number = entry.get("page")
    box = entry.get("bbox")
    if not box or not isinstance(number, int) or not 1 <= number <= len(pages):
        return False
    page = pages[number - 1]
    if page_key(page) != page_key(truth["pages"][true["page"] - 1]):
        return False
    return covers(box, transformed(true["bbox"], page.get("transform")))
