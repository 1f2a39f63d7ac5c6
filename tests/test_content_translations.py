"""A program told in another language: `SLUG.es.md` beside `SLUG.md`."""

import datetime as dt
from pathlib import Path

import pytest

from builder.content import load_programs
from builder.facets import Country, Facets, Pillar, Unit
from builder.formwords import load_form_words
from builder.generator.catalogue import entry
from builder.generator.tellings import tellings
from builder.problems import Problem
from builder.program import Program, Texts, Translation
from builder.reports import as_text as report

FACETS = Facets(
    countries={"belize": Country(name="Belize", code="BZ"), "peru": Country(name="Peru", code="PE")},
    donors={},
    pillars={"security": Pillar(name="Security", description="Safety.")},
    units={"cicte": Unit(name="Committee against Terrorism", pillar="security")},
)
PORTS = """\
---
title: Ports
activities:
- {id: belize-2017, countries: [belize], start: 2017-04-12, end: 2017-12-31}
- {id: peru-2018, countries: [peru], start: 2018-01-01}
---

## Summary

Ports are safer.
"""
PUERTOS = "---\ntitle: Puertos\n---\n\n## Summary\n\nLos puertos son más seguros.\n"


def _load(folder: Path, files: dict[str, str]) -> tuple[tuple[Program, ...], list[str]]:
    (folder / "programs").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "programs" / name).write_text(text, "utf-8")
    problems: list[Problem] = []
    programs = load_programs(folder, FACETS, problems)
    told = report(problems).replace(f"{folder}/programs/", "").splitlines()
    return programs, told[:-1] if problems else []


def test_a_translation_is_no_program_of_its_own(tmp_path: Path) -> None:
    (program,), problems = _load(tmp_path, {"ports.md": PORTS, "ports.es.md": PUERTOS})
    assert problems == []
    assert program.slug == "ports"
    assert program.facts.title == "Ports"
    assert program.translations == {"es": Translation("Puertos", Texts("Los puertos son más seguros."))}
    assert Path(program.translations["es"].path).name == "ports.es.md"


HEADINGS = [
    ("es", "## Resumen del Programa\n\na\n\n## OBJETIVOS\n\nb\n\n## Resultados\n\nc"),
    ("es", "## Summary\n\na\n\n## Objectives\n\nb\n\n## Results\n\nc"),
    ("es", "## resumen\n\na\n\n## Objetivo\n\nb\n\n## Results\n\nc"),
    ("pt", "## Resumo\n\na\n\n## Objetivos\n\nb\n\n## Resultados\n\nc"),
    ("pt-BR", "## Resumo\n\na\n\n## Objetivos\n\nb\n\n## Resultados\n\nc"),
    ("fr", "## Resume\n\na\n\n## Objectifs\n\nb\n\n## Résultats\n\nc"),
    ("nl", "## Summary\n\na\n\n## Objectives\n\nb\n\n## Results\n\nc"),
]


@pytest.mark.parametrize(("language", "body"), HEADINGS)
def test_headings_are_those_of_a_program_or_of_the_form(tmp_path: Path, language: str, body: str) -> None:
    files = {"ports.md": PORTS, f"ports.{language}.md": f"---\ntitle: X\nlang: {language}\n---\n\n{body}\n"}
    (program,), problems = _load(tmp_path, files)
    assert problems == []
    assert program.translations[language].texts == Texts("a", "b", "c")


OWN = [
    # what stands in the front matter, the id of the text; the activity it is put to; the common summary
    ("the program's own id", "", "belize-2017", {"belize-2017": Texts("Uno.")}, ""),
    ("an own id for the same country and days", "activities: [{id: belice, countries: [belize], start: 2017-04-12, end: 2017-12-31}]", "belice", {"belize-2017": Texts("Uno.")}, ""),
    ("an own id for other days", "activities: [{id: belice, countries: [belize], start: 2017-04-13, end: 2017-12-31}]", "belice", {}, "Uno."),
    ("an own id for another country", "activities: [{id: chile, countries: [chile], start: 2018-01-01}]", "chile", {}, "Uno."),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "name", "own", "common"), [row[1:] for row in OWN], ids=[row[0] for row in OWN])
def test_own_texts_find_their_activity(
    tmp_path: Path, facts: str, name: str, own: dict[str, Texts], common: str
) -> None:
    text = f"---\ntitle: Puertos\n{facts}\n---\n\n## Summary\n\n### Belice {{#{name}}}\n\nUno.\n"
    (program,), problems = _load(tmp_path, {"ports.md": PORTS, "ports.es.md": text})
    assert not [line for line in problems if "warning" not in line]
    assert program.translations["es"].own_texts == own
    assert program.translations["es"].texts == Texts(common)


def test_two_own_texts_for_one_activity_lose_nothing(tmp_path: Path) -> None:
    activities = "[{id: x, countries: [peru], start: 2018-01-01}, {id: y, countries: [peru], start: 2018-01-01}]"
    body = "## Summary\n\nTodos.\n\n### Perú {#x}\n\nUno.\n\n### Perú {#y}\n\nDos.\n"
    text = f"---\ntitle: Puertos\nactivities: {activities}\n---\n\n{body}"
    (program,), _ = _load(tmp_path, {"ports.md": PORTS, "ports.es.md": text})
    assert program.translations["es"].own_texts == {"peru-2018": Texts("Uno.")}
    assert program.translations["es"].texts == Texts("Todos.\n\nDos.")


def test_a_file_of_an_import_becomes_a_translation_by_its_name_alone(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Puertos\nunit: cicta\nlang: es\nevidence: {title: Los puertos.}\nactivities:\n"
        "- {id: belice, sheet: belize/b.txt#1, countries: [belice], donors: [xyz], start: 2017-04-12}\n"
        "review:\n- 'belize/b.txt#1: so'\n---\n\n## Summary\n\nLos puertos.\n"
    )
    (program,), problems = _load(tmp_path, {"ports.md": PORTS, "ports.es.md": text})
    assert problems == [
        "ports.es.md:3:1: warning: unit: the facts of ports.md count; in a translation 'unit', 'evidence', 'activities', "
        "'review' can be deleted"
    ]
    assert program.translations["es"].texts == Texts("Los puertos.")
    assert program.facts.unit is None


def test_a_draft_of_a_translation_is_kept_back(tmp_path: Path) -> None:
    draft = PUERTOS.replace("title", "draft: true\ntitle")
    (program,), problems = _load(tmp_path, {"ports.md": PORTS, "ports.es.md": draft})
    assert (program.translations, problems) == ({}, [])


WRONG = [
    ("no such program", {"harbors.es.md": PUERTOS}, ["harbors.es.md: is a translation of harbors.md, which is not there; give it the name of its program, or name it for itself, without a language, and say 'lang' in it"]),
    ("no such language", {"ports.xx.md": PUERTOS}, ["ports.xx.md: 'xx' is no language; a translation is named ports.es.md, .pt.md or .fr.md"]),
    ("two points", {"ports.es.2.md": PUERTOS}, ["ports.es.2.md: 'es.2' is no language; did you mean 'es'?; a translation is named ports.es.md, .pt.md or .fr.md"]),
    ("the program's own language", {"ports.en.md": PUERTOS}, ["ports.en.md: ports.md is itself in 'en'; put the texts there, or correct 'lang' in it"]),
    ("another language within", {"ports.es.md": PUERTOS.replace("title", "lang: pt\ntitle")}, ["ports.es.md:2:7: lang: 'pt' is not the language of the file's name; correct one of the two, or delete this line"]),
    ("no language within", {"ports.es.md": PUERTOS.replace("title", "lang: spanish\ntitle")}, ["ports.es.md:2:7: lang: 'spanish' is no language; write it as en, es, pt or fr"]),
    ("no title", {"ports.es.md": "---\nlang: es\n---\n"}, ["ports.es.md:2:1: title: is missing"]),
    ("no facts at all", {"ports.es.md": "## Summary\n"}, ["ports.es.md:1:1: must begin with 'title: …' between two lines '---'"]),
    ("a slip in a key", {"ports.es.md": PUERTOS.replace("title", "titel: x\ntitle")}, ["ports.es.md:2:1: titel: there is no such key; did you mean 'title'?"]),
    ("a slip in a heading", {"ports.es.md": PUERTOS.replace("Summary", "Sumari")}, ["ports.es.md:5:1: '## Sumari' is no heading of a program; allowed: '## Summary', '## Objectives', '## Results'"]),
    ("an id that nobody has", {"ports.es.md": PUERTOS + "### X {#belize-2018}\nUno.\n"}, ["ports.es.md:8:7: no activity has the id 'belize-2018'; did you mean 'belize-2017'?"]),
    ("beside a broken program nothing more", {"ports.md": "---\ntitle: [\n---\n", "ports.es.md": PUERTOS + "### X {#belize-2018}\nUno.\n"}, ["ports.md:3:"]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_told(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    _, problems = _load(tmp_path, {"ports.md": PORTS} | files)
    assert len(problems) == len(expected)
    assert [line for line, start in zip(problems, expected, strict=True) if not line.startswith(start)] == []


def test_a_page_shows_its_translations_in_their_own_words(tmp_path: Path) -> None:
    text = PUERTOS + "\n### Perú {#peru-2018}\n\nUno.\n"
    (program,), problems = _load(tmp_path, {"ports.md": PORTS, "ports.es.md": text})
    assert problems == []
    today = dt.date(2026, 11, 23)
    assert entry(program, FACETS, today, "en").title == entry(program, FACETS, today, "fr").title == "Ports"
    assert entry(program, FACETS, today, "es").title == "Puertos"
    assert list(tellings(program, FACETS, ("en", "es"))) == []
    (telling,) = tellings(program, FACETS, ("en", "fr"))
    assert (telling.lang, telling.language, telling.title) == ("es", "En español", "Puertos")
    (summary,) = telling.sections
    assert (summary.heading, summary.text, summary.own) == (
        "Resumen",
        "Los puertos son más seguros.",
        (("Perú", "Uno."),),
    )


FORM_WORDS = [
    ("nothing", "# only a comment\n", []),
    ("a language of its own", "nl:\n  labels: {donors: [Donorlanden]}\n", []),
    ("a word that is there already", "es:\n  labels: {donors: [Países donantes]}\n", []),
    ("no language", "spanish:\n  ongoing: [x]\n", ["1:1: spanish: 'spanish' is no language; write it as en, es, pt or fr"]),
    ("a slip in a key", "es:\n  label: {}\n", ["2:3: es.label: there is no such key; did you mean 'labels'?"]),
    ("a slip in a field", "es:\n  labels:\n    donor: [x]\n", ["3:5: es.labels.donor: there is no such key; did you mean 'donors'?"]),
    ("no list", "es:\n  ongoing: x\n", ["2:12: es.ongoing: 'x' must be a list, such as [a, b]"]),
    ("a word that means something else", "es:\n  labels: {name: [Países Donantes]}\n", ["2:19: es.labels.name[0]: 'Países Donantes' already stands under 'labels.donors', and can mean one thing only; keep one of them"]),
    ("a word that means two things", "es:\n  ongoing: [Sigue]\n  until: [sigue]\n", ["3:11: es.until[0]: 'sigue' already stands under 'ongoing', and can mean one thing only; keep one of them"]),
    ("no keys", "- x\n", ["1:1: must be codes of languages, such as 'es:', each with its keys indented below it"]),
    ("an empty word", "es:\n  ongoing: ['']\n", ["2:13: es.ongoing[0]: is empty; write a value or delete the line"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in FORM_WORDS], ids=[row[0] for row in FORM_WORDS])
def test_the_editors_words_of_the_form(tmp_path: Path, source: str, expected: list[str]) -> None:
    (tmp_path / "labels.yml").write_text(source, "utf-8")
    problems: list[Problem] = []
    table = load_form_words(tmp_path, problems)
    assert [str(problem).removeprefix(f"{tmp_path}/labels.yml:") for problem in problems] == expected
    assert "Donor Countries" in table["en"].labels.donors
    if "Donorlanden" in source:
        assert table["nl"].labels.donors == ("Donorlanden",)
