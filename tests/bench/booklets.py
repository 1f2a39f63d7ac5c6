"""Invented text booklets, damaged as the real ones are. The same number gives the same bytes.

A program stands in booklets of many countries, each time with results of its own, so that gathering has work.
"""

import datetime as dt
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

import yaml

FACETS = Path(__file__).parents[1] / "real"
"""The facet files among which the booklets are imported."""
SHEETS = (4, 5, 5, 6)
"""How many a booklet may have."""
TOLD = 8
"""Sheets that tell one program, in the middle; some programs have a tenth of that, some ten times as many."""

KINDS = ("Program", "Program", "Initiative", "Network", "Project")
MANNERS = (
    *("Coastal", "Rural", "Joint", "Mobile", "Regional", "Civic", "Open", "Digital", "Maritime", "Alpine", "Urban"),
    *("Bilingual", "Seasonal", "Early", "Shared", "Community", "Municipal", "Border", "Island", "River", "Forest"),
    *("Summer", "Evening", "Public", "Advanced", "Basic", "Lasting", "Honest", "Careful", "Northern", "Southern"),
)
TOPICS = (
    *("Harbor Safety", "Seed Storage", "Land Registry", "School Meals", "Bridge Inspection", "Court Interpreters"),
    *("Flood Warning", "Ballot Design", "Reef Care", "Customs Training", "Archive Repair", "Nurse Exchange"),
    *("Night Patrol", "Water Testing", "Craft Markets", "Library Boats", "Soil Mapping", "Airport Screening"),
    *("Youth Orchestras", "Witness Care", "Debt Advice", "Radio Schools", "Road Signs", "Museum Guards"),
)
VERBS = ("trains", "advises", "equips", "accompanies", "certifies", "visits", "brings together", "supports", "assists")
AIMS = ("To strengthen", "To improve", "To promote", "To help raise", "To contribute to", "Foster", "Widen", "Secure")
DONE = ("were trained", "took part", "were certified", "received equipment", "were visited", "signed a protocol")
PEOPLE = (
    *("officers", "teachers", "clerks", "engineers", "pilots", "farmers", "judges", "nurses", "librarians", "guards"),
    *(
        "artisans",
        "interpreters",
        "fishers",
        "surveyors",
        "inspectors",
        "students",
        "mayors",
        "mediators",
        "archivists",
    ),
)
OF_WHAT = (
    *("the ports", "the ministries", "the public registries", "the border towns", "the small islands", "the courts"),
    *(
        "the national police",
        "the customs offices",
        "the coastal villages",
        "the technical schools",
        "the air terminals",
    ),
    *(
        "the river communities",
        "the municipal councils",
        "the health posts",
        "the electoral bodies",
        "the universities",
    ),
)
THINGS = (
    *("common rules", "modern equipment", "reliable records", "shared procedures", "clear manuals", "field exercises"),
    *("joint inspections", "distance courses", "early warnings", "fair contracts", "open data", "simple forms"),
    *("better lighting", "regular audits", "printed guides", "weekly reports", "spare parts", "local languages"),
)
ENDS = (
    *("in the region", "in remote districts", "before the rainy season", "within two years", "at no cost to the users"),
    *("across the Americas", "according to international standards", "with a gender perspective", "on a yearly basis"),
    *("in a coordinated manner", "by means of technical missions", "in line with national plans", "without delay"),
)
UNITS = ("CICTE", "CICAD", "DPS", "DSD", "DED", "DECO", "CIP", "CITEL")
PILLARS = ("Security", "Development", "Democracy", "Human Rights")
DONORS = ("Canada", "United States", "Mexico", "Chile", "Spain", "Norway", "Canada and United States")


@dataclass(frozen=True, slots=True)
class Told:
    """A program, as every sheet tells it."""

    title: str
    """Its name; some sheets do not say it."""
    pillar: str
    summary: tuple[str, ...]
    objectives: tuple[str, ...]
    results: tuple[str, ...]
    """What sheets of all countries say alike."""


def booklets(count: int) -> Iterator[tuple[str, str]]:
    """So many booklets: the path of each, below the folder to import, and its text."""
    chance = random.Random(20240612)
    countries = list(yaml.safe_load((FACETS / "countries.yml").read_text("utf-8")).items())
    programs = [told(number) for number in range(max(2, count * 5 // TOLD))]
    for number in range(count):
        slug, country = chance.choice(countries)
        nobody = chance.random() < 0.08
        name, where = country["name"], "unstated" if nobody else slug
        sheets = []
        for _ in range(chance.choice(SHEETS)):
            program = programs[int(len(programs) * chance.random() ** 1.6)]
            sheets.append(_sheet(program, name, chance))
            if chance.random() < 0.03:
                sheets.append(sheets[-1])
        yield f"{where}/sheets-{number:04d}.txt", "".join(sheets)


def write(count: int, folder: Path) -> int:
    """`content/` with facets alone, and `booklets/` to be imported into it; gives back how many bytes these have."""
    (folder / "content").mkdir(parents=True)
    for name in ("countries", "donors", "pillars", "units"):
        shutil.copy(FACETS / f"{name}.yml", folder / "content")
    size = 0
    for path, text in booklets(count):
        file = folder / "booklets" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        size += file.write_bytes(text.encode())
    return size


def told(number: int) -> Told:
    """The program of this number."""
    chance = random.Random(number)
    topic, manner = TOPICS[number % len(TOPICS)], MANNERS[number // len(TOPICS) % len(MANNERS)]
    again = number // len(TOPICS) // len(MANNERS)
    title = f"{manner} {topic} {f'Stage {again + 1} ' if again else ''}{chance.choice(KINDS)}"
    unit, since = chance.choice(UNITS), chance.randint(1995, 2012)
    first = (
        f"The {title} of the OAS {chance.choice(VERBS)} the {chance.choice(PEOPLE)} of {chance.choice(OF_WHAT)}, and it "
        f"has been carried out by {unit} since {since}. {_sentences(chance, 2)}"
    )
    return Told(
        title,
        chance.choice(PILLARS),
        (first, *(_sentences(chance, chance.randint(2, 4)) for _ in range(chance.randint(1, 2)))),
        tuple(f"{_aim(chance)} {_sentences(chance, 1)}" for _ in range(chance.randint(1, 2))),
        tuple(_results(chance, "the region", 2) for _ in range(chance.randint(0, 1))),
    )


def _sentences(chance: random.Random, count: int) -> str:
    pick = chance.choice
    return " ".join(
        f"It {pick(VERBS)} {pick(PEOPLE)} and {pick(PEOPLE)} of {pick(OF_WHAT)} with {pick(THINGS)}, {pick(THINGS)} and "
        f"{pick(THINGS)} {pick(ENDS)}."
        for _ in range(count)
    )


def _aim(chance: random.Random) -> str:
    pick = chance.choice
    return (
        f"{pick(AIMS)} the capacity of {pick(OF_WHAT)} and their {pick(PEOPLE)} by means of {pick(THINGS)}, {pick(THINGS)} "
        f"and exchange among {pick(PEOPLE)} {pick(ENDS)}."
    )


def _results(chance: random.Random, place: str, count: int) -> str:
    pick = chance.choice
    return " ".join(
        f"In {chance.randint(2012, 2018)}, {chance.randint(11, 480)} {pick(PEOPLE)} of {pick(OF_WHAT)} in {place} {pick(DONE)}, "
        f"and {pick(THINGS)} have reached {pick(OF_WHAT)} {pick(ENDS)}."
        for _ in range(count)
    )


# --- as printed, with its damage ---


def _sheet(program: Told, country: str, chance: random.Random) -> str:
    """One sheet as the text of a PDF has it."""
    own = tuple(_results(chance, country, chance.randint(1, 3)) for _ in range(chance.randint(1, 2)))
    summary = tuple(_worn(text, chance) for text in program.summary)
    if chance.random() < 0.1:  # nobody says its name
        summary = (f"It {summary[0].split(' of the OAS ', 1)[-1]}", *summary[1:])
    results = (*program.results, *own)
    if chance.random() < 0.08:
        results = (*results[:-1], results[-1][: len(results[-1]) * 2 // 3].rsplit(" ", 1)[0])
    texts = {"PROGRAM SUMMARY": summary, "OBJECTIVES": program.objectives, "RESULTS": results}
    gap = "\n\n" if chance.random() < 0.12 else "\n"
    held = {name: "\n\n".join(_printed(text, gap, chance) for text in parts) for name, parts in texts.items()}
    head, purpose, outcome = held
    match chance.choices(("whole", "no heading", "above", "below", "crossed"), (70, 10, 6, 8, 6))[0]:
        case "no heading":
            parts = [f" {held[head]}", purpose, held[purpose], outcome, held[outcome]]
        case "above":
            parts = [f" {head}\n\n{purpose}\n\n{outcome}", *held.values()]
        case "below":
            parts = [f" {held[head]}", held[purpose], held[outcome], head, purpose, outcome]
        case "crossed":
            parts = [f" {head}", held[head], purpose, held[outcome], outcome, held[purpose]]
        case _:
            parts = [f" {head}", *[each for name in held for each in (name, held[name])][1:]]
    return "\n\n".join([*parts, *_form(program, country, chance)]) + "\n" * chance.choice((1, 1, 3))


def _worn(text: str, chance: random.Random) -> str:
    """The text, now and then with another word or a misprint."""
    words = text.split(" ")
    at = chance.randrange(12, len(words))
    if chance.random() < 0.15:
        words[at] = words[at][1:2] + words[at][:1] + words[at][2:]
    elif chance.random() < 0.1:
        del words[at]
    return " ".join(words)


def _printed(text: str, gap: str, chance: random.Random) -> str:
    """The text in lines, some words broken at their ends."""
    lines = wrap(text, 122)
    for at in range(len(lines) - 1):
        word, _, rest = lines[at + 1].partition(" ")
        if chance.random() < 0.06 and word.isalpha() and word.islower() and len(word) > 6 and rest:
            lines[at], lines[at + 1] = f"{lines[at]} {word[:4]}-", f"{word[4:]} {rest}"
    return gap.join(f"{line} " for line in lines)


def _form(program: Told, country: str, chance: random.Random) -> Sequence[str]:
    """The form's fields: all of them with their values above or behind their labels, or some, or none."""
    start = dt.date(2012, 1, 1) + dt.timedelta(days=chance.randint(0, 2000))
    end = start + dt.timedelta(days=chance.randint(90, 900))
    first, last = (f"{day.month}/{day.day}/{day.year}" for day in (start, end))
    dates = f"Additional Information {first} Date {last}"
    whom = chance.choice(PEOPLE)
    fields = {
        "OAS Pillar": program.pillar,
        "Name of Activity": f"{chance.choice(('Course', 'Mission', 'Workshop', 'Visit'))} for {whom.capitalize()}",
        "Target Beneficiaries": f"{whom.capitalize()} of {country}",
        "Donor Countries": chance.choice(DONORS),
    }
    shape = chance.random()
    if shape < 0.25:
        return []
    if shape < 0.45:
        return [dates]
    if shape < 0.75:
        return [*(f"{value} \n\n{label} " for label, value in fields.items()), dates]
    return [*(f"{label}: {value} " for label, value in fields.items()), dates]
