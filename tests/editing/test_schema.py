"""JSON Schema: it says of a file what `check` says of it, as far as JSON Schema can tell, and the committed files are it."""

import copy
import datetime as dt
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from builder import facets as facet_files
from builder import frontmatter
from builder.content import load, load_facets
from builder.editing.schema import json_schemas, write_schemas
from builder.facets import Facets
from builder.problems import ProblemsError, errors

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "tests/real"
VSCODE = ROOT / ".vscode"
REMADE = "run 'make schema', which writes it again"

FILES: dict[str, dict[str, Any]] = {
    "site.yml": {
        "title": "Programs",
        "tagline": "What runs where",
        "description": "All of it",
        "organization": "OAS",
        "url": "https://example.org/catalogue/",
        "languages": ["en", "pt-BR"],
        "contact": {"name": "Editors", "email": "editors@example.org"},
        "source": "Sheets",
        "licence": {"name": "Free", "url": "https://example.org/terms", "text": "Use it."},
        "translations": {
            "es": {
                "title": "Todo",
                "tagline": "De todo.",
                "description": "Todo y más.",
                "organization": "La Organización",
                "source": "De fichas.",
                "contact": "Ana",
                "licence": "Úselo.",
            }
        },
        "iati": {"organization": "XM-DAC-1", "type": "40"},
        "repository": "https://example.org/git",
        "branch": "main",
    },
    "countries.yml": {
        "belize": {
            "name": "Belize",
            "code": "BZ",
            "in_sentence": "Belize",
            "also": ["British Honduras"],
            "people": ["Belizean"],
            "capital": "Belmopan",
            "translations": {"es": {"name": "Belice", "also": ["Honduras Británica"], "people": ["beliceño"]}},
        },
        "chile": {"name": "Chile", "code": "CL"},
    },
    "donors.yml": {
        "canada": {"name": "Canada", "also": ["Government of Canada"]},
        "chile": {"name": "Chile", "country": "chile", "translations": {"pt": {"name": "Chile", "also": ["O Chile"]}}},
    },
    "pillars.yml": {
        "security": {
            "name": "Security",
            "description": "Safety.",
            "also": ["Multidimensional Security"],
            "translations": {"fr": {"name": "Sécurité", "also": ["Sûreté"], "description": "Sûreté."}},
        }
    },
    "units.yml": {
        "cicte": {
            "name": "Committee against Terrorism",
            "acronym": "CICTE",
            "also": ["Anti-Terrorism Committee"],
            "pillar": "security",
            "translations": {"es": {"name": "Comité contra el Terrorismo", "acronym": "CICTE", "also": ["el Comité"]}},
        }
    },
    "programs/ports.md": {
        "title": "Ports",
        "unit": "cicte",
        "pillar": "security",
        "lang": "en",
        "draft": True,
        "aliases": ["harbors", "docks"],
        "evidence": {"unit": "CICTE trains."},
        "decided": {"title": "So its own page.", "summary": "Shortened."},
        "activities": [
            {
                "id": "belize-2017",
                "sheet": "belize/program-sheets.txt#4",
                "countries": ["belize", "chile"],
                "name": "Evaluations",
                "beneficiaries": "Agencies",
                "donors": ["canada"],
                "start": dt.date(2017, 4, 12),
                "end": dt.date(2017, 12, 31),
                "link": "https://example.org/more",
                "lang": "es",
                "evidence": {"start": "It began in April."},
                "decided": {"end": "By the closing report."},
            },
            {"id": "chile-2018", "ongoing": True},
        ],
        "review": ["Does it go on?"],
    },
    "programs/ports.es.md": {"title": "Puertos", "lang": "es", "draft": True, "unit": "cicte"},
    "pages/about.md": {"title": "About"},
}
"""A catalogue with every key that there is."""

Steps = tuple[str | int, ...]


def _schema_name(file: str) -> str:
    if file.startswith("programs/"):
        return "translation.schema.json" if file.count(".") > 1 else "program.schema.json"
    return "page.schema.json" if file.startswith("pages/") else f"{file.removesuffix('.yml')}.schema.json"


def _written(files: dict[str, Any], folder: Path) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        path.write_text(f"---\n{text}---\n\n## Summary\n\nText.\n" if name.endswith(".md") else text, "utf-8")
    return folder


def _as_tools_read(data: Any) -> Any:
    """To the tools a day is a text, whether quoted or not."""
    if isinstance(data, dict):
        return {key: _as_tools_read(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_tools_read(value) for value in data]
    return data.isoformat() if isinstance(data, dt.date) else data


def _to_the_end(schema: Any) -> Any:
    """`$` matches at the very end in JavaScript, and before a last line end in Python."""
    if isinstance(schema, dict):
        return {
            re.sub(r"\$$", r"\\Z", key): re.sub(r"\$$", r"\\Z", value) if key == "pattern" else _to_the_end(value)
            for key, value in schema.items()
        }
    return [_to_the_end(each) for each in schema] if isinstance(schema, list) else schema


def _validators(facets: Facets) -> dict[str, Draft7Validator]:
    return {
        name: Draft7Validator(_to_the_end(json.loads(text)), format_checker=FormatChecker(["date"]))
        for name, text in json_schemas(facets).items()
    }


FACETS = Facets(
    **{
        stem: {slug: model.model_validate(entry) for slug, entry in FILES[f"{stem}.yml"].items()}
        for stem, model in facet_files.FILES.items()
    }
)
VALIDATORS = _validators(FACETS)


def _complaints(validator: Draft7Validator, data: Any) -> list[str]:
    return sorted(
        frontmatter.field_name(tuple(error.absolute_path)) for error in validator.iter_errors(_as_tools_read(data))
    )


def test_a_catalogue_with_every_key_is_right(tmp_path: Path) -> None:
    load(_written(FILES, tmp_path))
    assert [_complaints(VALIDATORS[_schema_name(name)], data) for name, data in FILES.items()] == [[]] * len(FILES)


def test_it_has_every_key() -> None:
    """Of the invented catalogue: what it lacks no other test here tries."""

    def missing(schema: Any, data: Any, at: str) -> Iterator[str]:
        values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
        for name, held in schema.get("properties", {}).items():
            given = [value[name] for value in data if name in value] if isinstance(data, list) else []
            if not given and "deprecationMessage" not in held:
                yield f"{at}.{name}"
            yield from missing(held, given, f"{at}.{name}")
        for held in schema.get("patternProperties", {}).values():
            yield from missing(held, [entry for value in values for entry in value.values()], f"{at}.*")
        if isinstance(items := schema.get("items"), dict):
            yield from missing(items, [entry for value in values for entry in value], f"{at}[]")

    told = [
        name
        for file, data in FILES.items()
        for name in missing(VALIDATORS[_schema_name(file)].schema, [data], file)
        if not re.search(r"\.(evidence|decided)\.", name)
    ]
    assert told == []


MISTAKES = [
    # title, file, where, the value put there, the fields complained of
    ("an unknown key", "programs/ports.md", ("pilar",), "security", [""]),
    ("an unknown key of an activity", "programs/ports.md", ("activities", 0, "donor"), "canada", ["activities[0]"]),
    ("an unknown slug", "programs/ports.md", ("unit",), "ciccte", ["unit"]),
    (
        "an unknown slug in a list",
        "programs/ports.md",
        ("activities", 0, "countries", 1),
        "brasil",
        ["activities[0].countries[1]"],
    ),
    (
        "an unknown donor",
        "programs/ports.md",
        ("activities", 0, "donors"),
        ["chile", "cnada"],
        ["activities[0].donors[1]"],
    ),
    (
        "a slug twice",
        "programs/ports.md",
        ("activities", 0, "countries"),
        ["chile", "chile"],
        ["activities[0].countries"],
    ),
    ("no such day", "programs/ports.md", ("activities", 0, "start"), "2017-02-30", ["activities[0].start"]),
    ("a day by its name", "programs/ports.md", ("activities", 0, "end"), "12 April 2017", ["activities[0].end"] * 2),
    ("a year for a day", "programs/ports.md", ("activities", 0, "end"), 2017, ["activities[0].end"]),
    ("a number for a text", "programs/ports.md", ("title",), 2017, ["title"]),
    ("an empty text", "programs/ports.md", ("title",), " ", ["title"]),
    ("no text", "programs/ports.md", ("title",), None, ["title"]),
    ("a word for true", "programs/ports.md", ("draft",), "yes", ["draft"]),
    ("a text for a list", "programs/ports.md", ("aliases",), "docks", ["aliases"]),
    ("no slug", "programs/ports.md", ("aliases", 0), "The Docks", ["aliases[0]"]),
    ("no web address", "programs/ports.md", ("activities", 0, "link"), "www.oas.org", ["activities[0].link"]),
    ("no language", "programs/ports.md", ("lang",), "English", ["lang"]),
    ("a reason for no fact", "programs/ports.md", ("decided", "donors"), "So.", ["decided"]),
    ("no reason", "programs/ports.md", ("activities", 0, "evidence", "start"), "", ["activities[0].evidence.start"]),
    ("an unknown key of a translation", "programs/ports.es.md", ("titel",), "Puertos", [""]),
    ("an unknown key of a page", "pages/about.md", ("lang",), "en", [""]),
    ("a country's code", "countries.yml", ("chile", "code"), "cl", ["chile.code"]),
    ("a slug as key", "countries.yml", ("Costa Rica",), {"name": "Costa Rica", "code": "CR"}, [""]),
    (
        "a translation into no language",
        "countries.yml",
        ("belize", "translations", "Spanish"),
        {},
        ["belize.translations"],
    ),
    ("a donor's unknown country", "donors.yml", ("chile", "country"), "chili", ["chile.country"]),
    ("a unit's unknown pillar", "units.yml", ("cicte", "pillar"), "safety", ["cicte.pillar"]),
    ("a pillar without words", "pillars.yml", ("security",), {"name": "Security"}, ["security"]),
    ("no mail address", "site.yml", ("contact", "email"), "editors", ["contact.email"]),
    ("no identifier", "site.yml", ("iati", "organization"), "A/B", ["iati"]),
    ("no kind of organization", "site.yml", ("iati", "type"), "4", ["iati"]),
    ("no language of pages", "site.yml", ("languages",), [], ["languages"]),
    ("an unknown setting", "site.yml", ("tag line",), "What", [""]),
]


def _set(data: Any, steps: Steps, value: Any) -> Any:
    data = copy.deepcopy(data)
    held = data
    for step in steps[:-1]:
        held = held[step]
    held[steps[-1]] = value
    return data


@pytest.mark.parametrize(
    ("file", "steps", "value", "expected"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES]
)
def test_mistakes_are_found(file: str, steps: Steps, value: Any, expected: list[str], tmp_path: Path) -> None:
    data = _set(FILES[file], steps, value)
    assert _complaints(VALIDATORS[_schema_name(file)], data) == expected
    assert _checked(FILES | {file: data}, file, tmp_path)


def _checked(files: dict[str, Any], file: str, folder: Path) -> list[str]:
    """What `check` tells of one of the files, but for its text."""
    try:
        _, problems = load(_written(files, folder))
    except ProblemsError as error:
        problems = list(error.problems)
    return [each.message for each in errors(problems) if each.path == str(folder / file)]


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co")), min_size=1).filter(str.strip)
SLUGS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
LINKS = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(["oas.org", "www.oas.org:80", "[::1]"]),
    st.from_regex(r"(/[^\s<>\"\\\x00-\x1f\x7f-\x9f]*)?", fullmatch=True),
)
LANGUAGES = st.sampled_from(["en", "es", "pt", "fr", "pt-BR", "quc"])


def _reasons(*names: str) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(names), TEXTS)


ACTIVITIES = st.fixed_dictionaries(
    {"id": SLUGS},
    optional={
        "countries": st.lists(st.sampled_from(["belize", "chile"]), unique=True),
        "name": TEXTS | st.none(),
        "beneficiaries": TEXTS,
        "donors": st.lists(st.sampled_from(["canada", "chile"]), unique=True),
        "start": st.dates(max_value=dt.date(2017, 1, 1)) | st.none(),
        "end": st.dates(min_value=dt.date(2017, 1, 1)),
        "ongoing": st.booleans(),
        "link": LINKS,
        "lang": LANGUAGES | st.none(),
        "evidence": _reasons("name", "start", "results"),
        "decided": _reasons("countries", "link", "summary"),
    },
)
PROGRAMS = st.fixed_dictionaries(
    {"title": TEXTS},
    optional={
        "unit": st.just("cicte") | st.none(),
        "pillar": st.just("security"),
        "lang": LANGUAGES,
        "draft": st.booleans(),
        "aliases": st.lists(SLUGS.map("former-{}".format), unique=True),
        "evidence": _reasons("title", "unit", "objectives"),
        "decided": _reasons("pillar", "aliases"),
        "activities": st.lists(ACTIVITIES, unique_by=lambda each: each["id"], max_size=3),
        "review": st.lists(TEXTS.map("Open: {}".format), max_size=2),
    },
)


@given(data=PROGRAMS)
def test_what_is_right_is_right(data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    files = {name: held for name, held in FILES.items() if not name.startswith("programs/")}
    folder = tmp_path_factory.getbasetemp() / "right"
    assert _checked(files | {"programs/docks.md": data}, "programs/docks.md", folder) == []
    assert _complaints(VALIDATORS["program.schema.json"], data) == []


def _places(data: Any, at: Steps = ()) -> Iterator[Steps]:
    keys: Any = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        yield (*at, key)
        yield from _places(data[key], (*at, key))


PLACES = [(file, steps) for file, data in FILES.items() for steps in _places(data)]
JUNK = st.sampled_from(
    [
        None,
        "",
        " ",
        7,
        1.5,
        True,
        "x y",
        "unknown",
        "Ábc",
        "-",
        [],
        {},
        ["a"],
        {"a": "b"},
        [None],
        "2017-02-30",
        "2017-04-12",
        "x\n",
        dt.date(2017, 4, 12),
        "http://",
        "www.oas.org",
        "https://oas.org/a b",
        "xx",
        "es",
        "EN",
        "a@b",
        "security",
    ]
)
BEYOND = re.compile(
    "is before the start|stands twice; ids|is no language|pages cannot be in|is no web address|must be text|is no date"
    "|already the address|own address|is itself in|is not the language of"
)
"""Complaints about what JSON Schema cannot tell, or not in every case: what a host is, whether a day stands in quotes."""


@given(
    place=st.sampled_from(PLACES), junk=JUNK, how=st.sampled_from(["put", "put", "put", "delete", "rename", "twice"])
)
def test_what_is_wrong_is_wrong(
    place: tuple[str, Steps],
    junk: Any,
    how: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    file, steps = place
    data = copy.deepcopy(FILES[file])
    held: Any = data
    for step in steps[:-1]:
        held = held[step]
    match how, held:
        case "put", _:
            held[steps[-1]] = junk
        case "rename", dict():
            held[f"{steps[-1]}x"] = held.pop(steps[-1])
        case "twice", list():
            held.append(copy.deepcopy(held[0]))
        case _:
            del held[steps[-1]]
    told = _checked(FILES | {file: data}, file, tmp_path_factory.getbasetemp() / "wrong")
    found = _complaints(VALIDATORS[_schema_name(file)], data)
    if not told:
        assert found == []
    elif not all(BEYOND.search(message) for message in told):
        assert found != [], told


def _real_files() -> list[Path]:
    return [
        *sorted(CONTENT.glob("programs/*.md")),
        *sorted(CONTENT.glob("pages/*.md")),
        *(CONTENT / f for f in FILES if "/" not in f),
    ]


@pytest.mark.parametrize("path", _real_files(), ids=lambda path: path.name)
def test_all_that_is_there_is_right(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        document = frontmatter.split(text)
        assert document
        text = document.head
    data, problems = frontmatter.parse(text, str(path))
    assert not problems
    name = _schema_name(str(path.relative_to(CONTENT)))
    assert _complaints(_validators(load_facets(CONTENT, []))[name], data) == []


def test_each_is_draft_7() -> None:
    for text in json_schemas(FACETS).values():
        Draft7Validator.check_schema(json.loads(text))


def _patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("patternProperties", ())
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
    for each in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _patterns(each)


def test_patterns_hold_what_javascript_knows() -> None:
    """With its flag `u` it takes no other escapes; Python's lookbehinds, classes and flags it never takes."""
    texts = json_schemas(FACETS)
    patterns = {each for text in texts.values() for each in _patterns(json.loads(text))}
    assert len(patterns) > 5
    for pattern in patterns:
        assert set(re.findall(r"\\(.)", pattern)) <= set("sS.\\"), pattern
        assert set(re.findall(r"\(\?(.)", pattern)) <= {":"}, pattern


def _without_slugs(schema: Any) -> Any:
    """Slugs change whenever an editor adds a donor in the browser, where nothing writes these files again."""
    if isinstance(schema, dict):
        chosen = ("enum", "enumDescriptions") if "enumDescriptions" in schema else ()
        return {key: _without_slugs(value) for key, value in schema.items() if key not in chosen}
    return [_without_slugs(each) for each in schema] if isinstance(schema, list) else schema


def test_the_committed_files_say_what_the_models_say() -> None:
    made = json_schemas(load_facets(CONTENT, []))
    assert sorted(made) == sorted(path.name for path in VSCODE.glob("*.schema.json")), REMADE
    for name, text in made.items():
        committed = json.loads((VSCODE / name).read_text("utf-8"))
        assert _without_slugs(committed) == _without_slugs(json.loads(text)), f"{name}: {REMADE}"


def test_what_changed_is_written(tmp_path: Path) -> None:
    content, folder = _written(FILES, tmp_path / "content"), tmp_path / "deep" / ".vscode"
    names = sorted(json_schemas(load_facets(content, [])))
    assert sorted(path.name for path in write_schemas(content, folder)) == names
    assert write_schemas(content, folder) == ()
    assert all(b"\r" not in path.read_bytes() for path in folder.iterdir())
    with (content / "donors.yml").open("a") as file:
        file.write("spain: {name: Spain}\n")
    assert [path.name for path in write_schemas(content, folder)] == ["program.schema.json"]
    assert "spain" in (folder / "program.schema.json").read_text("utf-8")


def test_while_a_facet_file_cannot_be_read_they_stay(tmp_path: Path) -> None:
    content, folder = _written(FILES, tmp_path / "content"), tmp_path / ".vscode"
    write_schemas(content, folder)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    (content / "countries.yml").write_text("belize: [\n")
    assert write_schemas(content, folder) == ()
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_without_entries_any_slug_goes() -> None:
    texts = json_schemas(Facets({}, {}, {}, {}))
    validator = Draft7Validator(json.loads(texts["program.schema.json"]))
    assert _complaints(validator, {"title": "A", "unit": "any"}) == []
    assert _complaints(validator, {"title": "A", "unit": "Any"}) == ["unit"]


def test_the_settings_find_each_schema_and_its_files() -> None:
    lines = (VSCODE / "settings.json").read_text("utf-8").splitlines()
    settings = json.loads("\n".join(line for line in lines if not line.lstrip().startswith("//")))
    found = {}
    for schema, pattern in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        found[Path(schema).name] = pattern
    assert sorted(found) == sorted(json_schemas(Facets({}, {}, {}, {})))
    for file in FILES:
        assert fnmatch(f"content/{file}", found[_schema_name(file)]), file
