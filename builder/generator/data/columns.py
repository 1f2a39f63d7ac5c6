"""The one schema of the data files: what each column is called, what it holds, and in which files it stands.

The table files, the JSON documents with their JSON Schema, and the dictionary on the data page derive from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Holds = Literal["text", "code", "codes", "texts", "day", "truth", "number", "address", "origins"]
"""What the values of a column are: `codes`, `texts` and `origins` are lists, in a table parted by "; "."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for words that are translated where they are shown
    """Marks words that the data page tells in the reader's language."""
    return message


@dataclass(frozen=True, slots=True)
class Column:
    """One fact of the data files."""

    name: str
    """The heading in tables and the key in JSON. It never changes its meaning under the same version."""
    holds: Holds
    """What its values are."""
    words: str
    """What it means, in English."""


PROGRAM: tuple[Column, ...] = (
    Column("program", "code", N_("The program’s name in addresses.")),
    Column("title", "text", N_("The program’s name.")),
    Column("title_language", "code", N_("The language of the program’s name, as a code of ISO 639-1.")),
    Column("unit", "code", N_("The body in charge, by its name in addresses.")),
    Column("unit_name", "text", N_("The body in charge.")),
    Column("pillar", "code", N_("The field of work, by its name in addresses.")),
    Column("pillar_name", "text", N_("The field of work.")),
    Column(
        "program_origins",
        "origins",
        N_("Where the catalogue knows each of these from: stated, inferred, settled, unit or absent."),
    ),
    Column("open_questions", "number", N_("How many points of the program still await an editor.")),
    Column("updated", "day", N_("The day of the last change to the program’s file; empty where that is not known.")),
    Column("page", "address", N_("The program’s page.")),
)
"""What is said once of each program."""

ACTIVITY: tuple[Column, ...] = (
    Column("activity", "code", N_("The activity’s name within its program. It never changes.")),
    Column("activity_name", "text", N_("What the activity is called.")),
    Column("countries", "codes", N_("The countries that benefit, by their names in addresses.")),
    Column("country_codes", "codes", N_("The same countries, by their codes of ISO 3166-1.")),
    Column("country_names", "texts", N_("The same countries.")),
    Column("donors", "codes", N_("Who pays, by their names in addresses.")),
    Column("donor_names", "texts", N_("Who pays.")),
    Column("beneficiaries", "text", N_("Whom the activity is for, in the words of the sheet.")),
    Column("start", "day", N_("The first day.")),
    Column("end", "day", N_("The last day.")),
    Column("ongoing", "truth", N_("Whether the sheet says “ongoing”, which speaks of the time when it was written.")),
    Column("status", "code", N_("On the day of the build: ongoing, planned, completed or not-stated.")),
    Column("dates_to_check", "truth", N_("Whether the first or the last day still awaits an editor.")),
    Column("link", "address", N_("A web page that tells more.")),
    Column("sheet", "text", N_("The booklet and the number of the sheet that tells of the activity.")),
    Column(
        "origins",
        "origins",
        N_("Where the catalogue knows each fact from: stated, inferred, booklet, settled or absent."),
    ),
)
"""What is said of each activity."""

TABLE: tuple[Column, ...] = (*PROGRAM, *ACTIVITY)
"""The columns of a table: one row for each activity, and one for a program that states none."""

_JSON: Mapping[Holds, Mapping[str, object]] = {
    "text": {"type": ["string", "null"]},
    "code": {"type": ["string", "null"]},
    "codes": {"type": "array", "items": {"type": "string"}},
    "texts": {"type": "array", "items": {"type": "string"}},
    "day": {"type": ["string", "null"], "format": "date"},
    "truth": {"type": "boolean"},
    "number": {"type": "integer", "minimum": 0},
    "address": {"type": ["string", "null"], "format": "uri"},
    "origins": {"type": "object", "additionalProperties": {"type": "string"}},
}


def json_schema(column: Column) -> dict[str, object]:
    """The JSON Schema of the column's values."""
    return {**_JSON[column.holds], "description": column.words}
