"""Every fact says where it comes from."""

import pytest

from builder.facets import Facets, Pillar, Unit
from builder.generator import origins
from builder.generator.origins import Origin
from builder.program import Activity, Facts

STATED, BOOKLET, ABSENT = Origin("stated"), Origin("booklet"), Origin("absent")

FACTS = [
    ("a form field", {"name": "Visits"}, "name", STATED),
    ("the text", {"name": "Visits", "evidence": {"name": "It says."}}, "name", Origin("inferred", "It says.")),
    ("an editor", {"name": "Visits", "decided": {"name": "Why."}}, "name", Origin("settled", "Why.")),
    (
        "an editor, against the text",
        {"name": "Visits", "evidence": {"name": "It says."}, "decided": {"name": "Why."}},
        "name",
        Origin("settled", "Why."),
    ),
    ("an editor, that there is none", {"decided": {"name": "Why."}}, "name", Origin("settled", "Why.")),
    ("nothing", {}, "name", ABSENT),
    ("evidence for what is not there", {"evidence": {"name": "It says."}}, "name", ABSENT),
    ("an empty list", {"donors": ()}, "donors", ABSENT),
    ("said to go on", {"ongoing": True}, "ongoing", STATED),
]


@pytest.mark.parametrize(("facts", "key", "expected"), [row[1:] for row in FACTS], ids=[row[0] for row in FACTS])
def test_fact(facts: dict[str, object], key: str, expected: Origin) -> None:
    assert origins.fact(key, Activity(id="a", **facts)).origin == expected  # type: ignore[arg-type]


SHEET = "belize/sheets.txt#4"
COUNTRIES = [
    ("the booklet's", {"sheet": SHEET, "countries": ("belize",)}, [BOOKLET]),
    ("not the booklet's", {"sheet": SHEET, "countries": ("chile",)}, [STATED]),
    ("both", {"sheet": SHEET, "countries": ("belize", "chile")}, [BOOKLET, STATED]),
    ("no sheet", {"countries": ("belize",)}, [STATED]),
    ("a folder that only begins alike", {"sheet": "belize-2/x#1", "countries": ("belize",)}, [STATED]),
    (
        "the text, though the booklet agrees",
        {"sheet": SHEET, "countries": ("belize",), "evidence": {"countries": "In Belize."}},
        [Origin("inferred", "In Belize.")],
    ),
    ("none", {"sheet": SHEET}, []),
]


@pytest.mark.parametrize(("facts", "expected"), [row[1:] for row in COUNTRIES], ids=[row[0] for row in COUNTRIES])
def test_countries(facts: dict[str, object], expected: list[Origin]) -> None:
    assert [fact.origin for fact in origins.countries(Activity(id="a", **facts))] == expected  # type: ignore[arg-type]


FACETS = Facets(
    {},
    {},
    {"security": Pillar(name="Security", description="Safety.")},
    {"cicte": Unit(name="Committee", pillar="security"), "idle": Unit(name="Idle")},
)
PILLARS = [
    ("its own", {"pillar": "security"}, "security", STATED),
    ("its own, though the unit has it too", {"pillar": "security", "unit": "cicte"}, "security", STATED),
    ("its unit's", {"unit": "cicte"}, "security", Origin("unit")),
    ("a unit without one", {"unit": "idle"}, None, ABSENT),
    ("none", {}, None, ABSENT),
    ("an editor's", {"pillar": "security", "decided": {"pillar": "Why."}}, "security", Origin("settled", "Why.")),
]


@pytest.mark.parametrize(("facts", "slug", "origin"), [row[1:] for row in PILLARS], ids=[row[0] for row in PILLARS])
def test_pillar(facts: dict[str, object], slug: str | None, origin: Origin) -> None:
    found = origins.pillar(Facts(title="A", **facts), FACETS)  # type: ignore[arg-type]
    assert (found.value, found.origin) == (slug, origin)


def test_surest() -> None:
    assert origins.surest([Origin("inferred", "x"), BOOKLET, STATED]) == STATED
