"""Cells that cannot run, days that are days."""

import datetime as dt
import io

import openpyxl
import pytest

from builder.generator.data.columns import ACTIVITY, PROGRAM, TABLE, Column
from builder.generator.data.records import plain
from builder.generator.data.tables import MOST_LETTERS, Sheet, as_csv, as_workbook, harmless
from builder.program import Activity, Facts

CELLS = [
    # what a text begins with; the cell
    ("a word", "Port", "Port"),
    ("a formula", "=1+1", "'=1+1"),
    ("a plus", "+1", "'+1"),
    ("a minus", "-1", "'-1"),
    ("an at sign", "@SUM(A1)", "'@SUM(A1)"),
    ("a tab", "\t=1", "'\t=1"),
    ("a carriage return", "\r=1", "'\r=1"),
    ("a blank, which some spreadsheets take away", " =1", "' =1"),
    ("a formula further on", "Port =1", "Port =1"),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in CELLS], ids=[row[0] for row in CELLS])
def test_no_text_runs_as_a_formula(text: str, expected: str) -> None:
    assert harmless(text) == expected


VALUES = [
    (["belize", "chile"], "belize; chile"),
    ([], None),
    ({"start": "stated", "end": "absent"}, "start: stated; end: absent"),
    ({}, None),
    (dt.date(2017, 4, 12), dt.date(2017, 4, 12)),
    (True, True),
    (None, None),
    ("Port", "Port"),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_a_value_in_a_cell(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_a_table_keeps_accents_lines_and_quotes() -> None:
    columns = (Column("a", "text", ""), Column("b", "truth", ""), Column("c", "day", ""))
    rows = [{"a": 'José, "Pepe"\nand so on', "b": True, "c": dt.date(2017, 4, 1)}, {"b": False}]
    assert as_csv(rows, columns) == '\ufeffa,b,c\r\n"José, ""Pepe""\nand so on",true,2017-04-01\r\n,false,\r\n'.encode()


def test_a_workbook_has_days_a_filter_and_no_formula() -> None:
    rows = [["=1+1", dt.date(2017, 4, 12), True, 3, None, "https://example.org/", "x" * 40_000]]
    held = as_workbook([Sheet("one", list("abcdefg"), rows)], "Title", dt.date(2020, 1, 1))
    page = openpyxl.load_workbook(io.BytesIO(held))["one"]
    cells = [cell.value for cell in page[2]]
    assert cells == ["=1+1", dt.datetime(2017, 4, 12), True, 3, None, "https://example.org/", "x" * MOST_LETTERS]
    assert page["A2"].data_type == "s"
    assert page["B2"].is_date
    assert page["F2"].hyperlink is None
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:G2")


def test_the_same_day_gives_the_same_workbook() -> None:
    made = [as_workbook([Sheet("one", ["a"], [["b"]])], "Title", dt.date(2020, 1, 1)) for _ in range(2)]
    assert made[0] == made[1]


OTHERWISE = {
    # what the schema of a program file calls otherwise, or what is no fact to take home
    "name": "activity_name",
    "id": "activity",
    "lang": None,
    "draft": None,
    "aliases": None,
    "evidence": None,
    "decided": None,
    "activities": None,
    "review": "open_questions",
}


@pytest.mark.parametrize(("model", "columns"), [(Facts, PROGRAM), (Activity, ACTIVITY)])
def test_every_fact_of_the_schema_has_its_column(model: type[Facts | Activity], columns: tuple[Column, ...]) -> None:
    names = {column.name for column in columns}
    wanted = {OTHERWISE.get(field, field) for field in model.model_fields} - {None}
    assert wanted - names == set()


def test_no_column_stands_twice() -> None:
    names = [column.name for column in TABLE]
    assert len(set(names)) == len(names)
