"""Which of a program's words a page shows in its language."""

import pytest

from builder.generator.wording import wording
from builder.program import Facts, Program, Texts, Translation

FACTS = Facts.model_validate(
    {"title": "Ports", "activities": [{"id": "belize"}, {"id": "peru", "lang": "es"}, {"id": "haiti"}]}
)
PROGRAM = Program(
    "ports",
    FACTS,
    Texts("Safe ports.", "Trained officers."),
    {"belize": Texts(results="One."), "peru": Texts(results="Dos.")},
    translations={
        "es": Translation(
            "Puertos", Texts("Puertos seguros."), {"belize": Texts(results="Uno."), "haiti": Texts("Tres.")}
        ),
        "pt-BR": Translation("Portos"),
    },
)

TOLD = [
    # language; title, summary, objectives; results of Belize and Peru; which others it is partly in
    ("en", "Ports en", "Safe ports. en", "Trained officers. en", "One. en", "Dos. es", ("es",)),
    ("es", "Puertos es", "Puertos seguros. es", "Trained officers. en", "Uno. es", "Dos. es", ("en",)),
    ("pt", "Portos pt", "Safe ports. en", "Trained officers. en", "One. en", "Dos. es", ("en", "es")),
    ("fr", "Ports en", "Safe ports. en", "Trained officers. en", "One. en", "Dos. es", ("en", "es")),
]


@pytest.mark.parametrize(("language", *"tsobp", "foreign"), TOLD, ids=[row[0] for row in TOLD])
def test_nothing_told_in_any_language_is_left_out(
    language: str, t: str, s: str, o: str, b: str, p: str, foreign: tuple[str, ...]
) -> None:
    words = wording(PROGRAM, language)
    own = {id_: texts["results"] for id_, texts in words.own_texts.items()}
    shown = (words.title, words.texts["summary"], words.texts["objectives"], own["belize"], own["peru"])
    assert [f"{each.text} {each.lang}" for each in shown] == [t, s, o, b, p]
    assert words.foreign(language) == foreign


def test_a_text_that_only_the_translation_has_stays_there() -> None:
    assert wording(PROGRAM, "es").own_texts["haiti"]["summary"].text == "Tres."
    assert "haiti" not in wording(PROGRAM, "en").own_texts
