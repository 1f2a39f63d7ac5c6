"""A program in two languages: one text never mixes them, and the telling of one in another is asked about."""

from pathlib import Path

import pytest

from builder.importer.programs.compose import compose
from builder.importer.programs.gather import gathered
from builder.importer.sheet import Sheet

from .printed_sheets import SPANISH
from .test_again import LAMP, LAMP_FILE, REEF, Form, World

BOATS, LIGHTS, BARCOS, LUCES = (
    "The boats come home before the night.",
    "The lights are lit by hand.",
    "Los barcos vuelven antes de la noche.",
    "Las luces se encienden a mano.",
)


def sheet(number: int, language: str, title: str | None, *summary: str) -> Sheet:
    evidence = {"title": title} if title else {}
    return Sheet(f"belize/b.txt#{number}", str(number), language, {"summary": summary}, title=title, evidence=evidence)


COMPOSED = [
    # title, sheets; the language, the title, the common text, the own texts and the languages of the activities
    ("one language", [sheet(1, "es", "Programa de Luces", BARCOS), sheet(2, "es", None, BARCOS, LUCES)], ("es", "Programa de Luces", BARCOS, ["", LUCES], [None, None])),
    ("English first, whatever most are", [sheet(1, "es", "Programa de Luces", BARCOS), sheet(2, "es", "Programa de Luces", BARCOS), sheet(3, "en", "Light Program", BOATS)], ("en", "Light Program", BOATS, [BARCOS, BARCOS, ""], ["es", "es", None])),
    ("a title in Spanish only", [sheet(1, "es", "Programa de Luces", LUCES), sheet(2, "en", None, LIGHTS)], ("en", "Programa de Luces", LIGHTS, [LUCES, ""], ["es", None])),
    ("without English, that of most", [sheet(1, "fr", None, "Les bateaux."), sheet(2, "es", "Programa de Luces", LUCES), sheet(3, "es", None, LUCES)], ("es", "Programa de Luces", LUCES, ["Les bateaux.", "", ""], ["fr", None, None])),
]  # fmt: skip


@pytest.mark.parametrize(("sheets", "expected"), [row[1:] for row in COMPOSED], ids=[row[0] for row in COMPOSED])
def test_texts_of_two_languages_never_mix(sheets: list[Sheet], expected: tuple[object, ...]) -> None:
    program = compose(gathered(sheets, {}), "lights")
    by_sheet = {each.sheet: each for each in program.facts.activities}
    activities = [by_sheet[each.ref] for each in sheets]
    own = [program.own_texts[each.id].summary if each.id in program.own_texts else "" for each in activities]
    found = (program.facts.lang, program.facts.title, program.texts.summary, own, [each.lang for each in activities])
    assert found == expected
    assert not any(line.startswith("title: other sheets") for line in program.facts.review)


FAROS = Form(
    ("El Programa de Guardianes de Faros de la OEA enseña a los guardianes de los viejos faros cómo se hace la luz y cómo se cuida durante la noche.",),
    ("Hacer más segura la noche para los barcos de los puertos pequeños y mantener vivo el oficio de los guardianes.",),
    ("En 2017, los guardianes de Belice encendieron treinta faros, y el puerto de Dangriga pagó el aceite del primer año.",),
    "Seguridad", "Curso para Guardianes", "Guardianes de faros", "México", "20/4/2017", "15/12/2017",
)  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path / "content")
    made.put(REEF, LAMP)
    assert made.imported().problems == ()
    return made


def _spanish(world: World) -> str:
    (slug,) = [
        path.stem
        for path in (world.content / "programs").glob("*.md")
        if path.stem not in (LAMP_FILE, "reef-watch-program")
    ]
    return slug


def test_a_spanish_telling_of_an_english_program_is_asked_about_once(world: World) -> None:
    world.put(FAROS, at="belize/es.txt", words=SPANISH)
    assert world.imported().problems == ()
    slug = _spanish(world)
    question = (
        f"belize/es.txt#1: this looks like the Spanish telling of {LAMP_FILE} (same country, donors and dates: belize-2017); "
        f"if it is, name this file {LAMP_FILE}.es.md"
    )
    assert question in world.program(slug).facts.review
    before = world.bytes()
    assert world.imported().changes == ()
    assert world.bytes() == before
    world.edit(f"review:\n- '{question}'\n", "", slug)
    world.put(FAROS.but(name="Curso para los Guardianes"), at="belize/es.txt", words=SPANISH)
    world.imported()
    assert world.program(slug).facts.activities[0].name == "Curso para los Guardianes"
    assert question not in world.text(slug)


def test_an_english_program_that_comes_later_is_asked_about_too(tmp_path: Path) -> None:
    world = World(tmp_path / "content")
    world.put(FAROS, at="belize/es.txt", words=SPANISH)
    world.imported()
    world.put(REEF, LAMP)
    world.imported()
    assert "this looks like the Spanish telling of" in world.text(_spanish(world))


@pytest.mark.parametrize("kept", ["whole", "texts"])
def test_what_became_a_translation_is_left_alone(world: World, kept: str) -> None:
    world.put(FAROS, at="belize/es.txt", words=SPANISH)
    world.imported()
    slug = _spanish(world)
    translation = world.path(f"{LAMP_FILE}.es")
    text = world.text(slug)
    world.path(slug).unlink()
    head, body = text.split("---\n\n", 1)
    translation.write_text(text if kept == "whole" else f"---\ntitle: Guardianes de Faros\n---\n\n{body}", "utf-8")
    english = world.text(LAMP_FILE)
    assert head
    assert world.imported().problems == ()
    (entry,) = world.entries("belize/es.txt")
    assert (entry["became"], entry["program"], entry["translation"]) == ("imported", LAMP_FILE, "es")
    before = world.bytes()
    assert world.imported().changes == ()
    world.put(FAROS.but(donors="Chile"), at="belize/es.txt", words=SPANISH)
    world.imported()
    assert not world.path(slug).exists()
    assert translation.read_bytes() == before[f"programs/{LAMP_FILE}.es.md"]
    assert world.text(LAMP_FILE) == english
