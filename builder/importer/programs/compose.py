"""Gathered sheets as one program: facts in their places, texts that they share said once."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from builder.facets import Facets
from builder.importer.layout.prose import is_item, same
from builder.importer.programs.gather import Gathered, copy_note, language_of
from builder.importer.sheet import Sheet
from builder.program import SECTIONS, Activity, Facts, Program, Texts
from builder.slugs import slug_of

Paragraphs = tuple[str, ...]


def compose(
    gathered: Gathered,
    slug: str,
    known_ids: Mapping[str, str] = MappingProxyType({}),
    taken: Collection[str] = (),
) -> Program:
    """The program that the sheets describe, its activities in the order of their countries, then of their dates.

    `known_ids`: by sheet, the ids of activities that exist; they never change. `taken`: ids that no new one may have.
    """
    sheets = sorted(gathered.sheets, key=_order)
    new = [sheet for sheet in sheets if sheet.ref not in known_ids]
    ids = {**known_ids, **activity_ids(new, (*known_ids.values(), *taken))}
    language = language_of(sheets)
    texts, own = _texts(sheets, language)
    review = [*gathered.review]
    unit, unit_evidence = _agreed([(sheet.unit, sheet.evidence.get("unit")) for sheet in sheets])
    pillar, _ = _agreed([(sheet.pillar, None) for sheet in sheets])
    titled = [sheet for sheet in sheets if sheet.title == gathered.title]
    evidence = {
        name: sentence
        for name, sentence in (("title", titled[0].evidence["title"] if titled else None), ("unit", unit_evidence))
        if sentence
    }
    for name, values in (("unit", [sheet.unit for sheet in sheets]), ("pillar", [sheet.pillar for sheet in sheets])):
        told = list(dict.fromkeys(value for value in values if value))
        if len(told) > 1:
            review.append(f"{name}: the sheets do not agree ({', '.join(told)}); which is right?")
    for sheet in sheets:
        review += review_lines(sheet)
    at_home = {sheet.ref for sheet in sheets if place_of(sheet.ref) in sheet.countries}
    for ref, others in gathered.copies.items():
        # the booklet of a country that says again what it said has no other country in mind
        if others[0] not in at_home or place_of(ref) != place_of(others[0]):
            review.append(f"{ref}: {copy_note(others)}")
    facts = Facts(
        title=gathered.title,
        unit=unit,
        pillar=pillar,
        lang=language,
        evidence=evidence,
        activities=tuple(activity(sheet, ids[sheet.ref], language) for sheet in sheets),
        review=tuple(dict.fromkeys(review)),
    )
    return Program(slug, facts, texts, {ids[ref]: each for ref, each in own.items() if each})


def place_of(ref: str) -> str:
    """The folder of a sheet's booklet: a country's slug, or the word for none."""
    return ref.split("/", 1)[0]


def _order(sheet: Sheet) -> tuple[str, str, str]:
    return (sheet.countries[0] if sheet.countries else "~", str(sheet.start or "9999"), sheet.ref)


def _agreed(values: Sequence[tuple[str | None, str | None]]) -> tuple[str | None, str | None]:
    """The value that most sheets give, and the first evidence for it."""
    counted = Counter(value for value, _ in values if value)
    if not counted:
        return None, None
    best = max(counted, key=lambda value: counted[value])
    return best, next((evidence for value, evidence in values if value == best and evidence), None)


def review_lines(sheet: Sheet) -> list[str]:
    """The sheet's questions, each with the sheet it comes from."""
    return [f"{sheet.ref}: {line}" for line in sheet.review]


def activity_ids(sheets: Sequence[Sheet], taken: Sequence[str]) -> dict[str, str]:
    """By sheet, the id of its activity: its country and first year, and a number where that is taken."""
    used = set(taken)
    ids: dict[str, str] = {}
    for sheet in sheets:
        own = place_of(sheet.ref)
        place = own if own in sheet.countries else sheet.countries[0] if len(sheet.countries) == 1 else ""
        place = place or ("several-countries" if sheet.countries else "unstated")
        base = f"{place}-{sheet.start.year}" if sheet.start else place
        ids[sheet.ref] = _free(base, "no-", used)
        used.add(ids[sheet.ref])
    return ids


def activity(sheet: Sheet, name: str, language: str) -> Activity:
    """The sheet's activity."""
    return Activity(
        id=name,
        sheet=sheet.ref,
        countries=sheet.countries,
        name=sheet.name,
        beneficiaries=sheet.beneficiaries,
        donors=sheet.donors,
        start=sheet.start,
        end=sheet.end,
        ongoing=sheet.ongoing,
        link=sheet.link,
        lang=sheet.language if sheet.language != language else None,
        evidence={key: sheet.evidence[key] for key in ("countries", "donors") if key in sheet.evidence},
    )


def _texts(sheets: Sequence[Sheet], language: str) -> tuple[Texts, dict[str, Texts]]:
    """What at least two sheets say, or the only one; and by sheet what it alone says.

    What is said in another language than the program's stands under its own activity.
    """
    common: dict[str, str] = {}
    own: dict[str, dict[str, str]] = {sheet.ref: {} for sheet in sheets}
    alike = [sheet for sheet in sheets if sheet.language == language]
    for section in SECTIONS:
        versions = dict(
            zip(
                (sheet.ref for sheet in alike),
                _versions([sheet.texts.get(section, ()) for sheet in alike]),
                strict=True,
            )
        )
        said = Counter(key for version in versions.values() for key in dict.fromkeys(map(same, version)))
        filled = sum(1 for version in versions.values() if version)
        shared: dict[str, str] = {}
        for version in sorted(versions.values(), key=lambda each: -sum(said[same(part)] for part in each)):
            for part in version:
                if (said[same(part)] >= min(2, filled) and len(sheets) > 1) or len(sheets) == 1:
                    shared.setdefault(same(part), part)
        common[section] = markdown(tuple(shared.values()))
        for sheet in sheets:
            version = versions.get(sheet.ref, sheet.texts.get(section, ()))
            alone = tuple(part for part in version if same(part) not in shared)
            if alone:
                own[sheet.ref][section] = markdown(alone)
    return Texts(**common), {ref: Texts(**texts) for ref, texts in own.items()}


def _versions(texts: Sequence[Paragraphs]) -> list[Paragraphs]:
    """The texts, those of the same words parted alike: as most sheets do, else as the finest."""
    by_words: dict[str, Counter[Paragraphs]] = {}
    for text in texts:
        by_words.setdefault(same("".join(text)), Counter())[text] += 1
    best = {words: max(counted, key=lambda text: (counted[text], len(text))) for words, counted in by_words.items()}
    return [best[same("".join(text))] for text in texts]


_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_LINE_START = re.compile(r"^(#{1,6}(?=\s)|[-+](?=\s)|=+$|~~~|>|\d{1,9}(?=[.)]\s))")


def escape(text: str) -> str:
    """Plain text as Markdown that reads the same."""
    text = _SPECIAL.sub(r"\\\1", text)
    text = re.sub(r"&(?=#?\w+;)", r"\\&", text)
    match = _LINE_START.match(text)
    if not match:
        return text
    if match[1][0].isdigit():
        return f"{match[1]}\\{text[match.end() :]}"
    return "\\" + text


def markdown(paragraphs: Paragraphs) -> str:
    """Paragraphs as Markdown; list-like ones as the items of a list."""
    parts: list[str] = []
    for paragraph in paragraphs:
        mark = re.match(r"(- |\d{1,2}[.)] )", paragraph) if is_item(paragraph) else None
        text = f"{mark[1]}{escape(paragraph[mark.end() :])}" if mark else escape(paragraph)
        if mark and parts and re.match(r"- |\d{1,2}[.)] ", parts[-1].rsplit("\n", 1)[-1]):
            parts[-1] += "\n" + text
        else:
            parts.append(text)
    return "\n\n".join(parts)


def program_slug(title: str, taken: Collection[str]) -> str:
    """A file name for the title that no other program has."""
    return _free(slug_of(title) or "program", "", taken)


def _free(base: str, mark: str, taken: Collection[str]) -> str:
    """The name, or the first numbered one that is not taken."""
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{mark}{number}"
    return name


def headings(program: Program, facets: Facets) -> dict[str, str]:
    """By activity: what stands over its own texts. Two of the same country are told apart by their year."""
    plain = {each.id: _heading(each, facets) for each in program.facts.activities}
    counted = Counter(plain.values())
    return {
        each.id: f"{plain[each.id]}, {each.start.year}"
        if counted[plain[each.id]] > 1 and each.start
        else plain[each.id]
        for each in program.facts.activities
    }


def _heading(each: Activity, facets: Facets) -> str:
    names = [facets.countries[slug].name for slug in each.countries if slug in facets.countries]
    return escape(", ".join(names)) or "No country stated"
