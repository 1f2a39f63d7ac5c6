"""Lists as CSV and as a workbook."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

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


def as_workbook(sheets: Iterable[Sheet], title: str, today: dt.date) -> bytes:
    """The sheets as XLSX: days are days, the first row stays in sight, every column has a filter.

    No text is ever a formula or a link. `today` is the day that the file says it was made.
    """
    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held,
        {
            "in_memory": True,
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    book.set_properties({"title": title, "created": dt.datetime.combine(today, dt.time())})
    strong = book.add_format({"bold": True, "bottom": 1})
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name, _Filled), sheet, strong)
    book.close()
    return held.getvalue()


class _Filled(Worksheet):  # type: ignore[misc]
    """A sheet whose rows below the first are made here: for each cell, the library takes ten times as long."""

    filled: Sequence[str] = ()

    def _write_rows(self) -> None:
        super()._write_rows()
        self.fh.writelines(self.filled)


def _write(page: Any, sheet: Sheet, strong: Any) -> None:
    rows = list(sheet.rows)
    for number, heading in enumerate(sheet.headings):
        widest = max((len(str(row[number] or "")) for row in rows[:200]), default=0)
        page.set_column(number, number, min(WIDEST, max(widest, len(heading)) + 2))
        page.write_string(0, number, heading, strong)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(rows), 1), len(sheet.headings) - 1)
    # formats are numbered as they come
    strong._get_xf_index()
    letters = [xl_col_to_name(number) for number in range(len(sheet.headings))]
    page.filled = [_row(page, at, letters, row) for at, row in enumerate(rows, 2)]
    page.dim_rowmax = len(rows)


def _row(page: Any, at: int, letters: Sequence[str], row: Sequence[Any]) -> str:
    pairs = zip(letters, row, strict=True)
    cells = [
        f'<c r="{letter}{at}"{_cell_of(page, value)}</v></c>' for letter, value in pairs if value not in (None, "")
    ]
    return f'<row r="{at}" spans="1:{len(letters)}">{"".join(cells)}</row>' if cells else ""


def _cell_of(page: Any, value: Any) -> str:
    """What stands in a cell after its place: the kind of its value, and the value or the number of the text."""
    if isinstance(value, str):
        return f' t="s"><v>{page.str_table._get_shared_string_index(value[:MOST_LETTERS])}'
    if isinstance(value, bool):
        return f' t="b"><v>{value:d}'
    if isinstance(value, dt.date):
        return f' s="{page.default_date_format._get_xf_index()}"><v>{page._convert_date_time(value):.16G}'
    return f"><v>{value:.16G}"
