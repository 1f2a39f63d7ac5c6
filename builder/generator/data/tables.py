"""Lists as CSV and as a workbook."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from builder.generator.data.columns import TABLE, Column
from builder.generator.data.records import Record, plain

BOM = "\ufeff"
"""Without it, Excel takes UTF-8 for something else, and accents are lost."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so can run as a formula where it is opened."""

WIDEST = 60
"""Letters of a column of the workbook."""

MOST_LETTERS = 32_767
"""Letters that a cell of a workbook can hold, by Excel's own limit."""


def as_csv(rows: Iterable[Record], columns: Sequence[Column] = TABLE) -> bytes:
    """A table by RFC 4180, with a first row of the columns' names."""
    return b"".join((csv_head(columns), *(csv_line(row, columns) for row in rows)))


def csv_head(columns: Sequence[Column] = TABLE) -> bytes:
    """What stands before its rows."""
    return (BOM + _line([column.name for column in columns])).encode()


def csv_line(row: Record, columns: Sequence[Column] = TABLE) -> bytes:
    """A row of it, with its end."""
    return _line([_cell(row.get(column.name)) for column in columns]).encode()


class _Back:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


_line: Callable[[Sequence[Any]], str] = csv.writer(_Back()).writerow
"""A row as text: the writer gives what its file does."""


def _cell(value: Any) -> Any:
    told = plain(value)
    if isinstance(told, bool):
        return "true" if told else "false"
    return harmless(told) if isinstance(told, str) else told


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    """On its tab."""
    headings: Sequence[str]
    """The first row."""
    rows: Iterable[Sequence[Any]]
    """The others: texts, numbers, days, truths; None is an empty cell."""


def as_workbook(sheets: Iterable[Sheet], title: str, day: dt.date) -> bytes:
    """The sheets as XLSX: days are days, the first row stays in sight, every column has a filter.

    No text is ever a formula or a link. `day` is the one on which the file says it was made.
    """
    # few builds make a workbook, and all would wait for it
    import xlsxwriter  # type: ignore[import-untyped]

    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    book.set_properties({"title": title, "created": dt.datetime.combine(day, dt.time())})
    strong = book.add_format({"bold": True, "bottom": 1})
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, strong)
    book.close()
    return held.getvalue()


def _write(page: Any, sheet: Sheet, strong: Any) -> None:
    rows = iter(sheet.rows)
    first = list(islice(rows, 200))
    for number, heading in enumerate(sheet.headings):
        widest = max((len(str(row[number] or "")) for row in first), default=0)
        page.set_column(number, number, min(WIDEST, max(widest, len(heading)) + 2))
        page.write_string(0, number, heading, strong)
    page.freeze_panes(1, 0)
    last = 1
    for last, row in enumerate(chain(first, rows), 1):
        for number, value in enumerate(row):
            _write_cell(page, last, number, value)
    page.autofilter(0, 0, last, len(sheet.headings) - 1)


def _write_cell(page: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, value)
    elif isinstance(value, int):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, str(value)[:MOST_LETTERS])
