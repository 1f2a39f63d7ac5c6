"""The countries that benefit, as the prose shows them: no places of meetings, no homes of experts, not who pays."""

import re
from collections.abc import Mapping, Sequence

from builder.importer.facts.donors import payers
from builder.importer.facts.inferred import Inferred
from builder.importer.language import names, romance
from builder.importer.language.names import Mention, Names
from builder.importer.language.wording import Benefiting, one_of

ENOUGH = 1.5
"""A country whose mentions come to this is taken for a beneficiary."""
OWN = 1.0
"""… and to this, where it is the booklet's own."""

_GATHERING = one_of(
    "held hold holding to(?:ok|oks)?_place takes?_place taking_place taken_place host(?:ed|s|ing)? celebrated "
    "convened meets? met",
    "gathered meetings? conferences? assembly sessions? summit seminars? forums? events? launched approved "
    "signed adopted",
    r"inaugurated headquarter\w* based seat congress hotel academy round_table gathering travel\w* visit(?:ed|"
    r"s)?(?:_to)? studied",
    "ceremony came_together attended given taught presented opened ratified fair symposium course_was "
    "workshop_was studied tried",
)
_PLACE_NAME = r"(?:(?:[A-ZÁÉÍÓÚ][^\s,;]*|of|the|de|del|la|city|capital)[ ,]+){0,6}"
_VENUE = re.compile(rf"(?i:\b{_GATHERING}\b)[^.;]{{0,90}}\b(?:in|at|to)\s+{_PLACE_NAME}$")
_TRAINING = re.compile(r"(?i)\b(?:workshops?|courses?|trainings?|seminars?|classes)\b[^.;]{0,60}\bin\s+(?:the\s+)?$")
_VISITED = re.compile(r"(?i)\b(?:visit(?:ed|s)?|travel(?:ed|s)?|a visit|exchange|missions?)\s+(?:to\s+)?(?:the\s+)?$")
_CITY = re.compile(
    r"(?:\b(?:in|at|of|to|from|and)\s+)?[A-ZÁÉÍÓÚ][\w.’'-]*(?:\s+(?:[A-ZÁÉÍÓÚ][\w.’'-]*|de|del|of|"
    r"la)){0,3},\s+(?:the\s+)?$"
)
_VISITOR = one_of(
    "experts? counterparts? delegates? delegations? representatives? instructors? specialists? trainers? "
    "advis[eo]rs? observers?",
    "speakers? lecturers? consultants? visitors? support contribution funds? funding embassy university bank "
    "experience scientists?",
    "researchers? mentors? mediators? commissioners? monitors? examiners? colleagues peers personnel volunteers? "
    "methodology",
    "methodologies model models engineers? guests?",
)
_FROM_VISITORS = re.compile(
    rf"(?i)\b{_VISITOR}\b[^.;,]{{0,40}}\b(?:from|of|in)\s+(?:the\s+)?(?:government\s+of\s+(?:the\s+)?)?$"
)
_PERSON = one_of(
    "officials? officers? participants? people persons students? teachers? judges women men youth young citizens "
    "inspectors",
    "professionals technicians scholars entrepreneurs farmers leaders families communities population "
    "institutions? agenc(?:y|ies)",
    "authorit(?:y|ies) police compan(?:y|ies) municipalities schools centers? victims children ministr(?:y|ies) "
    "department",
    "secretariat court judiciar(?:y|ies) prosecutors migrants operators nationals residents facilitators "
    "artisans producers msmes",
    "enterprises registr(?:y|ies) facilities capacity capacities capabilities universities inmates system "
    "adolescents lawyers nurses",
    "communities candidates journalists fishers hotels ports airports companies villages employees",
)
_PEOPLE_OF = re.compile(rf"(?i)\b{_PERSON}\b(?:\s*\([^)]*\))?[^.;,]{{0,40}}\b(?:from|of|in)\s+(?:the\s+)?$")
_GOVERNMENT = re.compile(r"(?i)\bgovernments?\s+of\s+(?:the\s+)?$")
_TO_GOVERNMENT = re.compile(
    r"(?i)\b"
    + one_of(
        r"offer\w* assist\w* help\w* advis\w* request\w* accompan\w* enabl\w* equip\w* agree\w* invit\w* "
        r"train\w* for to with benefi\w+ strengthen\w* support(?:s|ed|ing)? request_of"
    )
    + r"\s+(?:by\s+)?(?:the\s+)?governments?\s+of\s+(?:the\s+)?$"
)
_FOR = re.compile(
    r"(?i)\b"
    + one_of(
        "for throughout across within in benefit(?:s|ed|ing)? assist(?:s|ed|ing)? support(?:s|ed|ing)? "
        "help(?:s|ed|ing)? allow(?:s|ed)? enabl(?:e|es|ed)"
    )
    + r"\s+(?:the\s+)?$"
)
_OF = re.compile(r"\b[a-z0-9][\w’'-]*\s+(?:of|from)\s+(?:the\s+)?$")
_VERB = re.compile(
    r"(?:,[^,]*,)?\s+"
    + one_of(
        "has have had was were is are will became began now counts numbers took_part put made set",
        r"(?!hosted|contributed|donated|funded|financed|sent|lent|offered|organized|participated|supported|helped|"
        r"provided)\w+ed",
    )
    + r"\b"
)
_NAME_GOES_ON = re.compile(r"\s+(?!In\b|The\b)[A-Z][a-z]+")
_NAME_BEFORE = re.compile(
    r"\b(?!Government|Ministr|Republic|Commonwealth|State|Police|Secretariat|Kingdom|"
    r"Islands?)[A-Z][\w-]+(?:\s+\([A-Z]+\))?"
    r"\s+of\s+(?:the\s+)?$"
)
_LISTED = re.compile(r"\s*(?:,|;|/)?\s*(?:and|or|and/or|as well as|&)?\s*(?:(?:in\s+)?the\s+|in\s+)?")
_BEGINS = re.compile(r"(?:In|For|At the request of|Throughout|Across)\s+(?:the\s+|The\s+)?")


def _adjective(before: str, after: str) -> float:
    """How surely an English adjective stands for who benefits: something of the country's follows it."""
    return 2.2 if re.match(rf"(?i)\s+(?!{_VISITOR}\b)[a-z]", after) and not re.match(r"\s+[A-Z]", after) else 0.0


_ENGLISH = Benefiting(
    people=_adjective,
    visited=_VISITED,
    from_visitors=_FROM_VISITORS,
    government=_GOVERNMENT,
    to_government=_TO_GOVERNMENT,
    city=_CITY,
    venue=_VENUE,
    training=_TRAINING,
    people_of=_PEOPLE_OF,
    name=_NAME_BEFORE,
    benefits=_FOR,
    of=_OF,
    begins=_BEGINS,
    listed=_LISTED,
    owns=re.compile(r"[’']s?\s"),
    acts=_VERB,
    name_goes_on=_NAME_GOES_ON,
)


def countries(sentences: Sequence[str], known: Names, own: str | None) -> Inferred:
    """The countries that the sentences show as beneficiaries. `own` is the booklet's, for which less suffices."""
    best: dict[str, tuple[float, str]] = {}
    total: dict[str, float] = {}
    for sentence in sentences:
        for slug, score in _roles(sentence, known).items():
            total[slug] = total.get(slug, 0.0) + score
            if slug not in best or score > best[slug][0]:
                best[slug] = (score, sentence)
    top = own or max(total, key=lambda slug: total[slug], default="")
    taken = _with_listed(top, best) if total.get(top, 0.0) >= (OWN if own else ENOUGH) else []
    others = [slug for slug in best if slug not in taken and slug != own]
    return Inferred(
        tuple(taken),
        tuple(dict.fromkeys(best[slug][1] for slug in taken)),
        tuple(others),
        tuple(slug for slug in others if total[slug] >= ENOUGH),
    )


def _with_listed(slug: str, best: Mapping[str, tuple[float, str]]) -> list[str]:
    """The country, and those that its best sentence lists beside it."""
    sentence = best[slug][1]
    return list(
        dict.fromkeys([slug, *(each for each, (score, said) in best.items() if said == sentence and score >= ENOUGH)])
    )


def _roles(sentence: str, known: Names) -> dict[str, float]:
    """How surely each country that the sentence names is a beneficiary; a list stands or falls together."""
    wording = romance.benefiting(known.language) or _ENGLISH
    mentions = [*names.mentions(sentence, known)]
    if not mentions:
        return {}
    paying = [span for span, _ in payers(sentence, known)]
    roles: dict[str, float] = {}
    group: list[Mention] = []
    for mention in (*mentions, None):
        if mention and group and _listed(sentence[group[-1].end : mention.start], wording):
            group.append(mention)
            continue
        if group:
            first = _role(sentence, group[0], known, wording)
            score = max(first, _role(sentence, group[-1], known, wording) if len(group) > 1 else 0.0)
            if any(begin <= group[0].start < end for begin, end in paying):
                score = 0.0
            for member in group:
                roles[member.slug] = max(score, roles.get(member.slug, 0.0))
        group = [mention] if mention else []
    return roles


def _listed(between: str, wording: Benefiting) -> bool:
    """What stands between two names parts the items of a list."""
    return bool(wording.listed.fullmatch(between)) and bool(between.strip())


def _role(sentence: str, mention: Mention, known: Names, wording: Benefiting) -> float:
    """How surely the mention stands for a beneficiary: 0 not at all, 3 without doubt."""
    before, after = sentence[: mention.start], sentence[mention.end :]
    if mention.adjective:
        return wording.people(before, after)
    if wording.from_visitors.search(before) or wording.visited.search(before):
        return 0.0
    if wording.government.search(before):
        return 2.5 if wording.to_government.search(before) or wording.acts.match(after) else 0.6
    if wording.name_goes_on.match(after) or after.startswith("-"):
        return 0.0
    city = wording.city.search(before)
    if city and not known.countries.search(city[0]):
        return 0.0
    if wording.venue.search(before):  # a course held in the booklet's own country is for its people
        return OWN if wording.training.search(before) else 0.0
    if wording.people_of.search(before):
        return 3.0
    if wording.owns.match(after):
        return 1.6
    if wording.begins.fullmatch(before):
        return 2.5
    if not before.strip(' “"') or before.strip() in ("The", "the"):
        return 2.0 if wording.acts.match(after) else 0.5
    if wording.name.search(before):
        return 0.8
    if wording.benefits.search(before):
        return 1.7
    return 1.5 if wording.of.search(before) or wording.acts.match(after) else 0.5
