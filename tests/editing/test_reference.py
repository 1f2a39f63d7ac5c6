"""The field reference: the committed page is the one that the models give, and what it says of YAML is so."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from builder import frontmatter
from builder.content.pages import PageFacts
from builder.content.translations import TranslationFacts
from builder.editing.fields import fields_of, holds, schema_of
from builder.editing.reference import QUOTING, field_reference, write_reference
from builder.facets import FILES, CountryTranslation, PillarTranslation, Translation, UnitTranslation
from builder.problems import Problem
from builder.program import Activity, Facts
from builder.reports import for_github
from builder.settings import Contact, Licence, Site

ROOT = Path(__file__).parents[2]
PAGE = ROOT / ".github" / "FIELDS.md"
MODELS = (
    *(Facts, Activity, TranslationFacts, PageFacts, *FILES.values()),
    *(CountryTranslation, PillarTranslation, UnitTranslation, Translation, Site, Contact, Licence),
)


def test_the_committed_page_says_what_the_models_say() -> None:
    assert PAGE.read_text("utf-8") == field_reference(), "run 'make schema', which writes it again"


def _rows(text: str) -> list[list[str]]:
    return [re.split(r" (?<!\\)\| ", line.strip("| ")) for line in text.splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.__module__}.{model.__name__}")
def test_every_key_has_its_row(model: type[BaseModel]) -> None:
    rows = {(row[0], row[1]): row for row in _rows(field_reference())}
    for name, field in model.model_fields.items():
        key = f"**`{name}`**" if field.is_required() else f"`{name}`"
        assert field.description, name
        row = rows[key, " ".join(field.description.split())]
        assert len(row) == 4, row
        assert all(row), row


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.__module__}.{model.__name__}")
def test_every_example_is_right(model: type[BaseModel]) -> None:
    """As YAML it gives what the model takes."""
    fields = list(fields_of(schema_of(model)))
    given = {field.name: field.example for field in fields if field.example is not None}
    assert {field.name for field in fields} - given.keys() <= {"activities", "contact", "licence"}
    needed: dict[str, Any] = {
        "contact": {"name": "A", "email": "a@example.org"},
        "licence": {"name": "A", "text": "A"},
    }
    inner = {name: value for name, value in needed.items() if name in model.model_fields}
    assert model.model_validate_json(json.dumps(given | inner)).model_fields_set >= given.keys()
    text = field_reference()
    for row in _rows(text):
        if row[3].startswith("`") and row[3] != "`":
            data, problems = frontmatter.parse(row[3].strip("`") + "\n", "")
            assert not problems, row
            assert list(data) == [row[0].strip("*`")], row


HOLDS = [
    # the model, the key, what it holds
    (Facts, "title", "text"),
    (Facts, "unit", "a slug of units.yml"),
    (Facts, "draft", "true or false"),
    (Facts, "aliases", "a list of slugs"),
    (Facts, "evidence", "names of facts, each with a sentence"),
    (Facts, "activities", "a list of entries"),
    (Facts, "review", "a list of texts"),
    (Activity, "countries", "a list of slugs of countries.yml"),
    (Activity, "start", "a day"),
    (Activity, "link", "a web address"),
    (Activity, "lang", "the code of a language"),
    (FILES["countries"], "code", "two capital letters"),
    (FILES["units"], "translations", "codes of languages, each with keys"),
    (Site, "languages", "a list of codes of languages"),
    (Site, "contact", "keys"),
    (Contact, "email", "an e-mail address"),
]


@pytest.mark.parametrize(("model", "name", "expected"), HOLDS, ids=[f"{row[0].__name__}.{row[1]}" for row in HOLDS])
def test_what_a_key_holds(model: type[BaseModel], name: str, expected: str) -> None:
    assert holds(schema_of(model)["properties"][name]) == expected


@pytest.mark.parametrize(("meant", "right", "wrong", "why"), QUOTING, ids=[row[3] for row in QUOTING])
def test_quotes_are_needed_where_it_says_so(meant: object, right: str, wrong: str, why: str) -> None:
    data, problems = frontmatter.parse(f"{right}\n", "")
    assert list(data.values()) == [meant]
    assert not problems
    data, problems = frontmatter.parse(f"{wrong}\n", "")
    assert problems or list(data.values()) != [meant]


def test_the_signs_that_need_quotes_are_those() -> None:
    listed = re.search("a special sign first: ``(.*)``", QUOTING[2][3])
    assert listed
    for sign in listed[1].split():
        for text in (f"{sign} Docks", f"{sign}Docks"):
            data, problems = frontmatter.parse(f"name: {text}\n", "")
            if not problems and data == {"name": text}:
                assert sign in "-?", text  # which need quotes before a blank alone
                assert text[1] != " "


def test_its_links_lead_somewhere() -> None:
    text = field_reference()
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")}
    targets = re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", re.sub(r"(?s)```.*?```|``.*?``|`[^`]*`", "", text))
    assert len(targets) > 10
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif not target.startswith("https://"):
            assert (PAGE.parent / target).is_file(), target


def test_it_is_written_where_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "FIELDS.md"
    assert write_reference(path) == (path,)
    assert path.read_bytes().decode() == field_reference()
    assert write_reference(path) == ()


FOUND = [
    # a problem, and what VS Code takes from its line: severity, file, line, column, key, message
    (Problem("content/programs/a.md", 4, 12, "activities[0].end", "is no date"), ("error", "content/programs/a.md", "4", "12", "activities[0].end", "is no date")),
    (Problem("content/programs/a.md", 4, 0, "", "ends: here", "warning"), ("warning", "content/programs/a.md", "4", None, None, "ends: here")),
    (Problem("content/site.yml", 0, 0, "", "is missing"), ("error", "content/site.yml", None, None, None, "is missing")),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "expected"), FOUND, ids=["a value", "a line", "a file"])
def test_the_task_finds_what_the_check_tells(problem: Problem, expected: tuple[str | None, ...]) -> None:
    (task,) = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    assert "github" in task["args"]
    found = []
    for matcher in task["problemMatcher"]:
        pattern = matcher["pattern"]
        if match := re.fullmatch(pattern["regexp"].strip("^$"), for_github([problem], ROOT)):
            places = [pattern.get(key) for key in ("severity", "file", "line", "column", "code", "message")]
            found.append(tuple(match[place] if place else None for place in places))
    assert found == [expected]
