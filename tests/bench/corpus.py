"""The same invented programs for this project and for Hugo. The same number gives the same bytes."""

import datetime as dt
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from babel import Locale

HUGO = Path(__file__).parent / "hugo"
"""A whole Hugo project but for its content: the barest pages with the same lists."""

PILLARS = ("Health and Nutrition", "Education and Skills", "Water and Climate", "Livelihoods and Protection")
COUNTRIES = [
    "Afghanistan",
    "Bangladesh",
    "Benin",
    "Bolivia",
    "Burkina Faso",
    "Burundi",
    "Cambodia",
    "Cameroon",
    "Chad",
    "Colombia",
    "Ecuador",
    "Ethiopia",
    "Ghana",
    "Guatemala",
    "Guinea",
    "Haiti",
    "Honduras",
    "Indonesia",
    "Jordan",
    "Kenya",
    "Lebanon",
    "Liberia",
    "Madagascar",
    "Malawi",
    "Mali",
    "Mozambique",
    "Nepal",
    "Niger",
    "Nigeria",
    "Peru",
    "Rwanda",
    "Senegal",
    "South Sudan",
    "Uganda",
    "Zambia",
]
DONORS = tuple(
    f"{a} {b}"
    for a in ("Northern", "Harbour", "Meridian", "Alder", "Lumen", "Cobalt", "Juniper", "Orchard")
    for b in ("Foundation", "Trust", "Development Agency", "Fund", "Ministry")
)
WORDS = [
    "community",
    "district",
    "health",
    "clinic",
    "training",
    "water",
    "school",
    "teacher",
    "household",
    "women",
    "youth",
    "market",
    "seed",
    "harvest",
    "irrigation",
    "nutrition",
    "mother",
    "child",
    "nurse",
    "supply",
    "monitoring",
    "partner",
    "local",
    "government",
    "budget",
    "quarter",
    "target",
    "survey",
    "baseline",
    "indicator",
    "outcome",
    "access",
    "quality",
    "service",
    "delivery",
    "referral",
    "committee",
    "village",
    "regional",
    "national",
    "policy",
    "evidence",
    "learning",
    "review",
    "plan",
    "risk",
    "safeguarding",
    "resilience",
    "drought",
    "flood",
    "season",
    "road",
    "distance",
    "cost",
    "grant",
    "loan",
    "savings",
    "group",
    "cooperative",
    "farmer",
    "income",
    "support",
    "cash",
    "voucher",
    "shelter",
    "protection",
    "legal",
    "advice",
    "literacy",
    "numeracy",
    "curriculum",
    "classroom",
    "attendance",
    "girls",
    "inclusion",
    "disability",
    "assessment",
    "design",
    "pilot",
    "scale",
    "handover",
    "sustain",
    "maintain",
    "repair",
    "pump",
    "borehole",
    "latrine",
    "hygiene",
    "soap",
    "campaign",
    "radio",
    "message",
    "feedback",
    "complaint",
    "trust",
    "dialogue",
    "peace",
    "the",
    "of",
    "and",
    "to",
    "in",
    "for",
    "with",
    "by",
    "from",
    "on",
    "at",
    "as",
    "through",
    "across",
    "after",
    "before",
    "during",
    "within",
    "each",
    "every",
    "most",
    "some",
    "many",
    "new",
    "joint",
]

SITE = """\
title: Programme Catalogue
tagline: What runs in your country, who pays and what came of it.
description: Invented programmes by country, donor and pillar.
organization: Programme Office
url: https://example.org/
contact: {name: Nobody, email: nobody@example.org}
source: Invented, to measure with.
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/", text: Anyone may use it.}
iati: {organization: XM-DAC-1}
"""


@dataclass(frozen=True, slots=True)
class Invented:
    """A program."""

    title: str
    slug: str
    pillar: str
    countries: tuple[str, ...]
    donors: tuple[str, ...]
    start: dt.date
    end: dt.date
    summary: str
    sections: tuple[str, str, str]
    """Markdown: background, activities, results."""


def slug(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())


def invented(count: int) -> Iterator[Invented]:
    chance = random.Random(20240611)

    def sentence(least: int = 9, most: int = 19) -> str:
        words = [chance.choice(WORDS) for _ in range(chance.randint(least, most))]
        if chance.random() < 0.18:
            at = chance.randrange(len(words))
            words[at] = f"**{words[at]}**"
        if chance.random() < 0.12:
            at = chance.randrange(len(words))
            words[at] = f"*{words[at]}*"
        if chance.random() < 0.06:
            at = chance.randrange(len(words))
            words[at] = f"{chance.randint(2, 98)}% of {words[at]}"
        if chance.random() < 0.05:
            words.insert(len(words) // 2, "M&E")
        told = " ".join(words)
        return told[0].upper() + told[1:] + "."

    def paragraph(letters: int) -> str:
        told: list[str] = []
        while sum(map(len, told)) < letters:
            told.append(sentence())
        return " ".join(told)

    for number in range(1, count + 1):
        where = chance.sample(COUNTRIES, chance.randint(1, 6))
        first, second, third = (chance.choice(WORDS) for _ in range(3))
        title = f"{first.capitalize()} {second} & {third} in {where[0]} {number:05d}"
        start = dt.date(2012, 1, 1) + dt.timedelta(days=chance.randint(0, 4500))
        sections = [f"{paragraph(430)}\n\n{paragraph(400)}\n" for _ in range(3)]
        sections[1] += "\n" + "\n".join(f"- {sentence(6, 11)}" for _ in range(5)) + "\n"
        sections[2] += f"\nSee the [annual report](https://example.org/reports/{number}) for details. {sentence()}\n"
        yield Invented(
            title,
            slug(title),
            chance.choice(PILLARS),
            tuple(where),
            tuple(chance.sample(DONORS, chance.randint(0, 3))),
            start,
            start + dt.timedelta(days=chance.randint(200, 1800)),
            paragraph(120),
            (sections[0], sections[1], sections[2]),
        )


def write(count: int, folder: Path) -> None:
    """`content/` for this project and `hugo/` for Hugo, with so many programs."""
    ours, theirs = folder / "content", folder / "hugo"
    shutil.copytree(HUGO, theirs)
    (ours / "programs").mkdir(parents=True)
    (theirs / "content/programmes").mkdir(parents=True)
    (ours / "site.yml").write_text(SITE, "utf-8")
    codes = {name: code for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    facets = {
        "countries": {
            slug(name): {"name": name, "code": codes[name], "capital": "A", "people": []} for name in COUNTRIES
        },
        "donors": {slug(name): {"name": name} for name in DONORS},
        "pillars": {slug(name): {"name": name, "description": f"{name}."} for name in PILLARS},
        "units": {},
    }
    for name, held in facets.items():
        (ours / f"{name}.yml").write_text(yaml.safe_dump(held), "utf-8")
    for each in invented(count):
        (ours / f"programs/{each.slug}.md").write_text(_ours(each), "utf-8")
        (theirs / f"content/programmes/{each.slug}.md").write_text(_theirs(each), "utf-8")


def _ours(each: Invented) -> str:
    background, activities, results = each.sections
    return (
        f"---\ntitle: {json.dumps(each.title)}\npillar: {slug(each.pillar)}\nactivities:\n- id: all\n"
        f"  countries: [{', '.join(map(slug, each.countries))}]\n  donors: [{', '.join(map(slug, each.donors))}]\n"
        f"  start: {each.start}\n  end: {each.end}\n---\n\n## Summary\n\n{each.summary}\n\n{background}\n"
        f"## Objectives\n\n{activities}\n## Results\n\n{results}"
    )


def _theirs(each: Invented) -> str:
    def listed(names: tuple[str, ...]) -> str:
        return "".join(f"\n  - {name}" for name in names) or " []"

    background, activities, results = each.sections
    return (
        f"---\ntitle: {json.dumps(each.title)}\nslug: {each.slug}\npillar: {each.pillar}\ncountries:{listed(each.countries)}\n"
        f"donors:{listed(each.donors)}\nstart: {each.start}\nend: {each.end}\nsummary: {json.dumps(each.summary)}\n---\n\n"
        f"## Background\n\n{background}\n## Activities\n\n{activities}\n## Results\n\n{results}"
    )
