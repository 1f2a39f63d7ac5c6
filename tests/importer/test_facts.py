"""What only the prose tells: titles, units, beneficiaries, donors, contradictions. One row for each wording."""

import pytest

from builder.importer.facts.beneficiaries import countries
from builder.importer.facts.donors import donors
from builder.importer.facts.doubts import contradictions, cut_off
from builder.importer.facts.titles import find_title
from builder.importer.facts.units import unit
from builder.importer.language.languages import language_of
from builder.importer.layout.prose import sentences

from .conftest import known_names

TITLES = [
    ("subject of the sentence", "The Harbor Lights Program supports ports.", "Harbor Lights Program"),
    ("a unit's own", "CICTE’s Harbor Lights Program was developed to assist ports.", "Harbor Lights Program"),
    ("a unit's acronym before it", "The CICTE Harbor Lights Program aims at safety.", "Harbor Lights Program"),
    ("of a unit", "In 2016, the Harbor Lights Program of CICTE started a project.", "Harbor Lights Program"),
    ("of a unit in full", "For years the Lamp Initiative of the Inter-American Committee against Terrorism has worked.", "Lamp Initiative"),
    ("a network for something", "The Inter-American Network for the Lighting of Ports was created in 2014.", "Inter-American Network for the Lighting of Ports"),
    ("made by a unit", "The Department of Public Security (DPS) has created the Network for Lamps as a mechanism.", "Network for Lamps"),
    ("through it", "Through the HAR 77 (2004) Lighting Program, CICTE offers assistance.", "HAR 77 (2004) Lighting Program"),
    ("quoted", "CICTE began implementing the “Fortifying Lamps in the Hemisphere” project in 2014.", "Fortifying Lamps in the Hemisphere"),
    ("quoted behind the word", "The department designed the project “Green Lamps for Ports”, which lights them.", "Green Lamps for Ports"),
    ("with a short form", "The Universal Lamp Program in the Americas (ULPA) assists States.", "Universal Lamp Program in the Americas"),
    ("the short form beside the long one", "The Network for Lamps and Lights was created. The Network supports ports.", "Network for Lamps and Lights"),
    ("put together", "CICAD decided to establish a lamp recovery network (LARN) for the Caribbean. The LARN-CARIB grew.", "Lamp Recovery Network for the Caribbean (LARN-CARIB)"),
    ("a short form inside it", "The Small Lamp Center (SLC) Program in the Isles supports ports.", "Small Lamp Center (SLC) Program in the Isles"),
    ("another language's words", "The Niñas y Café Program supports ports.", "Niñas y Café Program"),
    ("nobody names it", "The Program was created in order to support ports.", None),
    ("a framework's project is not its name", "Within the framework of the Lamp Strategy, and in particular the D.3 Project for “Lighting the Ports of the Region”, the DPS developed this initiative.", None),
    ("a country's own program", "It redesigned Honduras’ Witness Lamp Program last year.", None),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), TITLES, ids=[row[0] for row in TITLES])
def test_titles(title: str, text: str, expected: str | None) -> None:
    found, _ = find_title(sentences(text), known_names())
    assert (found.text if found else None) == expected
    assert found is None or found.sentence in sentences(text)


def test_a_quoted_name_that_may_be_the_programs_is_told() -> None:
    text = "Within the framework of the Lamp Strategy, and in particular the project “Lighting the Ports”, work began."
    title, quoted = find_title([text], known_names())
    assert title is None
    assert quoted[0] == "Lighting the Ports"


COUNTRIES = [
    ("an event in the country", "In 2017 it will implement a workshop in The Bahamas.", ["bahamas"]),
    ("people from it", "22 officials (7 female and 15 male) from Barbados increased their knowledge.", ["barbados"]),
    ("offered to its government", "CICTE offered the government of Antigua and Barbuda a workshop.", ["antigua-and-barbuda"]),
    ("its authorities", "It is pending final approval from competent Chilean authorities.", ["chile"]),
    ("its people", "Nineteen Guyanese officers passed the test.", ["guyana"]),
    ("a list", "It trains institutions in Belize, Costa Rica and the Dominican Republic.", ["belize", "costa-rica", "dominican-republic"]),
    ("what it did", "Grenada joined the network in 2017.", ["grenada"]),
    ("at its head", "In Chile, the project has supported the customs.", ["chile"]),
    ("its capabilities", "This workshop strengthens Chile’s capabilities.", ["chile"]),
    ("a meeting's place", "A meeting was held in Bridgetown, Barbados.", []),
    ("a course in a country that may only host it", "A course for all of the region was held in Jamaica.", []),
    ("an assembly's place", "It was approved during the Assembly held in Paraguay, in 2014.", []),
    ("an academy that hosts", "The course will take place at the Police Academy of Honduras in 2017.", []),
    ("experts' home", "Experts from Chile gave the classes.", []),
    ("a foreign government's experts", "Experts of the Government of Mexico made themselves available.", []),
    ("an agency's name", "The Canada Border Services Agency has participated.", []),
    ("a police's name", "The Royal Canadian Mounted Police attended.", []),
    ("who pays", "It is funded by the government of Canada.", []),
    ("a city's name", "A workshop for Belize City was planned.", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), COUNTRIES, ids=[row[0] for row in COUNTRIES])
def test_countries(title: str, text: str, expected: list[str]) -> None:
    found = countries(sentences(text), known_names(), None)
    assert sorted(found.slugs) == expected
    assert bool(found.evidence) == bool(expected)


DONORS = [
    ("funded by a government", "It is a project funded by the government of Canada, which helps.", ["canada"]),
    ("support from a government", "With support from the Government of Canada, the program works.", ["canada"]),
    ("two governments", "It has been carried out with resources of the governments of Sweden and Spain.", ["spain", "sweden"]),
    ("an institution's money", "It began with the financial support of the United States Counter-Terrorism Bureau.", ["united-states-counter-terrorism-bureau"]),
    ("an institution with a clause behind it", "With the financial support of the Spanish Agency for Lamps, the Committee met.", ["spanish-agency-for-lamps"]),
    ("it has contributed", "The Government of Spain has contributed resources for the materials.", ["spain"]),
    ("a grant with its sum", "Thanks to a grant of US$ 200,000 from the Inter-American Foundation, they were bought.", ["inter-american-foundation"]),
    ("generosity", "It was made possible by the generosity of the United States, that approved it.", ["united-states"]),
    ("expenses borne", "The expenses are borne by the Swiss Agency for Development and Cooperation.", ["swiss-agency-for-development-and-cooperation"]),
    ("the donor is", "The donor of this activity is the Citi Foundation; computers are bought.", ["citi-foundation"]),
    ("it finances", "Italy finances the boats.", ["italy"]),
    ("support without money", "It was carried out by DPS, with the support of AMERIPOL, which helped.", []),
    ("our own body's support", "With the support of CICTE and our partners, it is ready.", []),
    ("coordination", "It is done in coordination with the World Bank.", []),
    ("a host", "The Government of Peru hosted the meeting.", []),
    ("the organization itself", "It is funded by the OAS.", []),
    ("a list with articles", "It is funded by Canada, the United States and Mexico.", ["canada", "mexico", "united-states"]),
    ("a short form before 'and'", "It was funded by the Spanish Agency for Lamps (SAL) and the European Union.", ["european-union", "spanish-agency-for-lamps"]),
    ("a sum received", "It received US$ 500,000 from the Government of the Republic of Korea.", ["republic-of-korea"]),
    ("a republic by its plain name", "The Federal Republic of Germany finances the work.", ["germany"]),
    ("funds at the head of a sentence", "With funds from the Government of Estonia, 18 were trained. These funds come late.", ["estonia"]),
    ("funds with a word before them", "Using funds from Canada, it began. Trust funds pay for more. Additional funds arrived.", ["canada"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), DONORS, ids=[row[0] for row in DONORS])
def test_donors(title: str, text: str, expected: list[str]) -> None:
    found, evidence = donors(sentences(text), known_names())
    assert sorted(found) == expected
    assert bool(evidence) == bool(expected)


UNITS = [
    ("an acronym", "Through it, CICTE offers assistance.", "cicte"),
    ("a full name", "The Department of Public Security developed it.", "dps"),
    ("another spelling", "The Inter-American Committee Against Terrorism began it.", "cicte"),
    ("one that helps does not run it", "With the support of DPS, the CICAD runs it. CICAD decides.", "cicad"),
    ("none", "Somebody runs it.", None),
    ("a word that only looks like one", "Tell us who dips the lamps.", None),
]


@pytest.mark.parametrize(("title", "text", "expected"), UNITS, ids=[row[0] for row in UNITS])
def test_units(title: str, text: str, expected: str | None) -> None:
    assert unit(sentences(text), known_names()).slugs == ((expected,) if expected else ())


CONTRADICTIONS = [
    ("two years of one event", ["It was launched in 2016. "], ["It has been launched on May 2nd, 2017."], "launched on May 2nd, 2017"),
    ("an event under another name", ["It was inaugurated in May 2018."], ["The inauguration will be held in July 2018."], "inaugurated in May 2018"),
    ("past and still to come", ["It was launched in June 2017."], ["The official launch meeting will take place in July 2017."], "still to be launched"),
    ("one year twice", ["It was launched in 2016."], ["It was launched in May 2016."], None),
    ("two events", ["It was created in 2014."], ["It was launched in 2016."], None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "summary", "results", "expected"), CONTRADICTIONS, ids=[row[0] for row in CONTRADICTIONS]
)
def test_contradictions(title: str, summary: list[str], results: list[str], expected: str | None) -> None:
    told = contradictions({"summary": summary, "results": results})
    assert (expected in told[0]) if expected else told == []


def test_a_cut_sentence_is_told_with_its_section() -> None:
    assert cut_off({"summary": ["It ends."], "objectives": ["To reach the", "To light by local"]}) == [
        "objectives: the last sentence is cut off (“… To light by local”)"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("The work of the ports is done.", "en"), ("El trabajo de los puertos se hace con lámparas.", "es"),
     ("O trabalho dos portos é feito com uma lâmpada.", "pt"), ("Le travail des ports est fait avec une lampe.", "fr"), ("", "en")],
)  # fmt: skip
def test_language(text: str, expected: str) -> None:
    assert language_of(text) == expected
