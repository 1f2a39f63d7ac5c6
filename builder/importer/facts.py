"""Facts that only the prose tells: which unit, which countries benefit, who pays. Each with the sentence that says it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.importer import names
from builder.importer.names import Mention, Names


@dataclass(frozen=True, slots=True)
class Inferred:
    """Slugs, and the sentences that say them."""

    slugs: tuple[str, ...] = ()
    """What was inferred."""
    sentences: tuple[str, ...] = ()
    """The evidence."""
    others: tuple[str, ...] = ()
    """What the sentences name in another role, or not clearly enough."""
    likely: tuple[str, ...] = ()
    """Those of the others that may well belong here."""

    @property
    def evidence(self) -> str:
        """The sentences as one text."""
        return " […] ".join(dict.fromkeys(self.sentences))


# --- the unit in charge ---

_HELPER = re.compile(
    r"(?i)\b(?:support|cooperation|coordination|collaboration|partnership|together|participation|assistance|alliance|jointly)\s+"
    r"(?:of|from|with|by)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$"
)


def unit(sentences: Sequence[str], known: Names) -> Inferred:
    """The body that the sentences show at work; the first one named, unless another does more."""
    score: dict[str, float] = {}
    first: dict[str, str] = {}
    for position, sentence in enumerate(sentences):
        for slug, begin, _ in names.units(sentence, known):
            weight = 0.4 if _HELPER.search(sentence[:begin]) else 1.0
            score[slug] = score.get(slug, 0.0) + weight + (1.5 if slug not in first and not score else 0.0) * weight
            first.setdefault(slug, sentence)
            if position == 0:
                score[slug] += 0.5
    ranked = sorted(score, key=lambda slug: (-score[slug], list(first).index(slug)))
    if not ranked or score[ranked[0]] < 0.9:
        return Inferred(others=tuple(ranked))
    return Inferred((ranked[0],), (first[ranked[0]],), tuple(ranked[1:]))


# --- the countries that benefit ---

_VENUE = re.compile(
    r"(?i)\b(?:held|hold|holding|to(?:ok|oks)? place|takes? place|taking place|taken place|host(?:ed|s|ing)?|celebrated|convened|meets?|met|"
    r"gathered|meetings?|conferences?|assembly|sessions?|summit|seminars?|forums?|events?|launched|approved|signed|adopted|"
    r"inaugurated|headquarter\w*|based|seat|congress|congregated|hotel|academy|round table|gathering|encounter|travel\w*|visit(?:ed)? to|"
    r"ceremony|came together|attended|given|taught|presented|opened|ratified)\b[^.;]{0,90}\b(?:in|at|of|to)\s+(?:the\s+)?(?:[^\s,;]+[ ,]+){0,5}$"
)
_CITY = re.compile(
    r"(?:\b(?:in|at|of|to|from|and)\s+)?[A-ZÁÉÍÓÚ][\w.’'-]*(?:\s+(?:[A-ZÁÉÍÓÚ][\w.’'-]*|de|del|of|la)){0,3},\s+(?:the\s+)?$"
)
_VISITORS = (
    r"(?:experts?|counterparts?|delegates?|delegations?|representatives?|instructors?|specialists?|trainers?|advis[eo]rs?|"
    r"observers?|speakers?|lecturers?|consultants?|visitors?|support|contribution|funds?|funding|embassy|university|bank|experience)"
)
_FROM_VISITORS = re.compile(rf"(?i)\b{_VISITORS}\b[^.;,]{{0,40}}\b(?:from|of|in)\s+(?:the\s+)?$")
_PEOPLE_OF = re.compile(
    r"(?i)\b(?:officials?|officers?|participants?|people|persons|students?|teachers?|judges|women|men|youth|young\s+\w+|citizens|"
    r"inspectors|professionals|technicians|scholars|entrepreneurs|farmers|leaders|families|communities|population|institutions?|"
    r"agenc(?:y|ies)|authorit(?:y|ies)|police|compan(?:y|ies)|municipalities|schools|centers?|victims|children|ministr(?:y|ies)|"
    r"department|secretariat|court|judiciar(?:y|ies)|prosecutors|migrants|operators|nationals|residents|facilitators|artisans|"
    r"producers|msmes|enterprises|registr(?:y|ies)|facilities|capacity|capacities|capabilities|universities|inmates|system)\b"
    r"(?:\s*\([^)]*\))?[^.;,]{0,40}\b(?:from|of|in)\s+(?:the\s+)?$"
)
_GOVERNMENT = re.compile(r"(?i)\bgovernments?\s+of\s+(?:the\s+)?$")
_GIVEN = re.compile(
    r"(?i)\b(?:offer\w*|assist\w*|help\w*|advis\w*|request\w*|accompan\w*|enabl\w*|equip\w*|agree\w*|invit\w*|train\w*|for|to|with|benefi\w+|strengthen\w*|support(?:s|ed|ing)?|request\s+of)\s+(?:by\s+)?(?:the\s+)?governments?\s+of\s+(?:the\s+)?$"
)
_AIM = re.compile(
    r"(?i)\b(?:for|throughout|across|within|benefit(?:s|ed|ing)?|assist(?:s|ed|ing)?|support(?:s|ed|ing)?|help(?:s|ed|ing)?|allow(?:s|ed)?|enabl(?:e|es|ed))\s+(?:the\s+)?$"
)
_IN = re.compile(r"(?i)\b(?:in|throughout|across|within)\s+(?:the\s+)?$")
_STANDS_FOR = re.compile(
    r"\s+(?:authorit|government|officials?\b|officers?\b|institution|police|points? of contact|population|stud|teach|judic|court|minist|custom|compan|communit|women|youth|citizen|participant|agenc|state\b|prison|congress|registr|schools?|entrepreneur|farmer|port|airport|municip|nationals|legislat|law)"
)
_VERB = re.compile(
    r"(?:,[^,]*,)?\s+(?:has|have|had|was|were|is|are|will|joined|signed|adopted|received|became|approved|requested|began|started|now|counts|numbers|obtained|created|established|completed|designated|benefited|took part|passed|replied|asked|ratified|put|made|set|has|(?!hosted|contributed|donated|funded|financed|sent|lent|offered|organized|participated|supported|helped|provided)\w+ed)\b"
)
_OF = re.compile(r"\b[a-z][\w’'-]*\s+of\s+(?:the\s+)?$")
_NAME_GOES_ON = re.compile(r"\s+(?!In\b|The\b)[A-Z][a-z]+")
_NAME_BEFORE = re.compile(
    r"\b(?!Government|Ministr|Republic|Commonwealth|State|Police|Secretariat|Kingdom|Islands?)[A-Z][\w-]+(?:\s+\([A-Z]+\))?\s+of\s+(?:the\s+)?$"
)
ENOUGH = 1.5


def countries(sentences: Sequence[str], known: Names, own: str | None) -> Inferred:
    """The countries that the sentences show as beneficiaries. `own` is the booklet's, for which less suffices."""
    best: dict[str, tuple[float, str]] = {}
    total: dict[str, float] = {}
    seen: dict[str, None] = {}
    for sentence in sentences:
        payers = {span for span, _ in _payers(sentence, known)}
        here: dict[str, float] = {}
        group: list[Mention] = []
        for mention in [*names.mentions(sentence, known), None]:
            if mention and group and _listed(sentence[group[-1].end : mention.start]):
                group.append(mention)
                continue
            if group:
                score = max(_role(sentence, member, known) for member in (group[0], group[-1]))
                if len(group) > 1 and score < ENOUGH and not _VENUE.search(sentence[: group[0].start]):
                    score = max(score, _role(sentence, group[0], known))
                if any(begin <= group[0].start < end for begin, end in payers):
                    score = 0.0
                for member in group:
                    seen.setdefault(member.slug)
                    here[member.slug] = max(score, here.get(member.slug, 0.0))
                    if score > best.get(member.slug, (0.0, ""))[0]:
                        best[member.slug] = (score, sentence)
            group = [mention] if mention else []
        for slug, score in here.items():
            total[slug] = total.get(slug, 0.0) + score
    if own:
        taken = _with_listed(own, best, total) if total.get(own, 0.0) >= 1.0 else []
    else:
        top = max(total, key=lambda slug: total[slug], default=None)
        taken = _with_listed(top, best, total) if top and total[top] >= ENOUGH else []
    return Inferred(
        tuple(taken),
        tuple(dict.fromkeys(best[slug][1] for slug in taken)),
        tuple(slug for slug in seen if slug not in taken and slug != own),
        tuple(slug for slug in seen if slug not in taken and slug != own and total[slug] >= ENOUGH),
    )


def _with_listed(slug: str, best: Mapping[str, tuple[float, str]], total: Mapping[str, float]) -> list[str]:
    """The country, and those that the same sentence lists beside it."""
    sentence = best[slug][1]
    listed = [other for other, (score, said) in best.items() if said == sentence and score >= ENOUGH]
    return list(dict.fromkeys([slug, *listed]))


def _listed(between: str) -> bool:
    return bool(
        re.fullmatch(
            r"\s*(?:,|;|and|&|or|and/or|, and|the|,? and the|, the|as well as)*\s*(?:and\s+|or\s+)?(?:the\s+|in\s+|in the\s+)?",
            between,
        )
    ) and bool(between.strip())


def _role(sentence: str, mention: Mention, known: Names) -> float:
    """How surely the mention stands for a beneficiary."""
    before, after = sentence[: mention.start], sentence[mention.end :]
    if mention.adjective:
        return 2.5 if _STANDS_FOR.match(after) and not re.match(r"\s+[A-Z]", after) else 0.0
    if _GOVERNMENT.search(before):
        return 2.5 if _GIVEN.search(before) or _VERB.match(after) else 0.6
    if _NAME_GOES_ON.match(after) or re.match(r"-", after):
        return 0.0
    if _VENUE.search(before) or _FROM_VISITORS.search(before):
        return 0.0
    city = _CITY.search(before)
    if city and not known.countries.search(city[0]):
        return 0.0
    if _PEOPLE_OF.search(before):
        return 3.0
    if re.match(r"[’']s?\s", after):
        return 1.6
    if re.fullmatch(r"(?:In|For|At the request of)\s+(?:the\s+|The\s+)?", before):
        return 2.5
    if not before.strip(' “"') or before.strip() in ("The", "the"):
        return 2.0 if _VERB.match(after) else 0.5
    if _NAME_BEFORE.search(before):
        return 0.8
    if _IN.search(before) or _AIM.search(before):
        return 1.7
    if _OF.search(before) or _VERB.match(after):
        return 1.5
    return 0.5


# --- who pays ---

_WHO = (
    r"((?:the\s+|The\s+)?(?:[Gg]overnments?\s+of\s+(?:the\s+|The\s+)?)?[A-ZÁÉÍÓÚ][\w’'.&-]*(?:\s\([A-Z][A-Za-z-]+\))?"
    r"(?:(?:,\s+and\s+(?:the\s+|of\s+)*|,\s+(?=[A-Z])|\s+and\s+(?:by\s+)?(?:of\s+)?(?:the\s+)?(?:[Gg]overnments?\s+of\s+(?:the\s+)?)?|\s+(?:of|for|on|against|in|de|del|para|the|to|of\s+the|for\s+the)\s+|\s+|/)"
    r"[A-ZÁÉÍÓÚ][\w’'.&-]*(?:\s\([A-Z][A-Za-z-]+\))?)*)"
)
_MONEY = (
    r"(?:financial\s+(?:support|contributions?|assistance|backing|cooperation|resources|help|aid)|funding|funds|financing|"
    r"contributions?|donations?|grants?|resources|sponsorship|voluntary\s+contributions?)"
)
_PAID = (
    re.compile(
        rf"\b(?:funded|financed|sponsored|co-?funded|co-?financed|cofunded|underwritten|paid\s+for|donated|bankrolled)(?:\s+\w+){{0,3}}?\s+by\s+{_WHO}"
    ),
    re.compile(
        rf"(?i:\b{_MONEY})(?:\s+(?:\w+ed|given|made|coming|available|of|in|US\$?[\d.,]+|\$[\d.,]+|million|dollars))*?\s+(?:from|of|by)\s+{_WHO}"
    ),
    re.compile(
        rf"(?i:\bthanks\s+to)\s+(?:the\s+)?(?:\w+\s+){{0,2}}?(?:support|generosity|contribution|donation|funding|grant|resources|financing)s?\s+(?:of|from|by)\s+{_WHO}"
    ),
    re.compile(
        rf"{_WHO}\s+(?:(?:has|have|also|generously|jointly|entirely|partly|currently)\s+)*(?:(?:is|are|has\s+been|have\s+been)\s+(?:funding|financing|paying\s+for)|funds?\s+(?=[a-z])|finances?\s+(?=[a-z])|funded|financed|donated|pays?\s+for|paid\s+for|covers?\s+the\s+costs?|covered\s+the\s+costs?|contributed\s+(?:the\s+)?(?:funds|US|\$|\d)|provid(?:es|ed)\s+(?:the\s+)?(?:funding|funds|financing|resources)|is\s+the\s+donor)\b"
    ),
)
_BACKED = re.compile(rf"(?i:\b(?:support|assistance|cooperation|help|backing|sponsorship))\s+(?:from|of|by)\s+{_WHO}")
_STATE = re.compile(r"(?i)^(?:the\s+)?governments?\s+of\b")


def donors(sentences: Sequence[str], known: Names) -> tuple[dict[str, str], str]:
    """Who the sentences say pays, slug and name, and the sentences. Support alone is money only where a government gives it."""
    found: dict[str, str] = {}
    evidence: dict[str, None] = {}
    for sentence in sentences:
        for _, who in _payers(sentence, known):
            for slug, bare in _outsiders(who, known):
                if slug not in found:
                    found[slug] = bare
                    evidence[sentence] = None
    return found, " […] ".join(evidence)


def donor_names(text: str, known: Names) -> dict[str, str]:
    """Slug and name of every donor in a field or a phrase."""
    found: dict[str, str] = {}
    for part in names.parts(re.sub(r"\s*\([A-Z][A-Za-z-]{1,12}\)", "", text), known):
        bare = re.sub(r"^(?:of|by)\s+(?:the\s+)?", "", names.bare_donor(part))
        slug = names.donor_slug(bare, known)
        if slug:
            found.setdefault(slug, bare)
    return found


_NO_PAYER = {
    "Program",
    "Programme",
    "Project",
    "Network",
    "Initiative",
    "Mechanism",
    "Mission",
    "It",
    "This",
    "They",
    "We",
    "",
}


def _outsiders(who: str, known: Names) -> Iterator[tuple[str, str]]:
    """The donors in a phrase, without the organization and its own bodies."""
    for slug, bare in donor_names(who, known).items():
        own = bare in ("OAS", "Organization of American States", "General Secretariat", "Member States")
        if not own and names.fold(bare) not in known.unit_of and not bare.startswith("OAS "):
            yield slug, bare


def _payers(sentence: str, known: Names) -> Iterator[tuple[tuple[int, int], str]]:
    """The phrases that name who pays, with their places."""
    for pattern in _PAID:
        for match in pattern.finditer(sentence):
            who = match[1]
            if pattern is not _PAID[-1] and re.match(r"\s+[a-z]+(?:s|ed)?\s", sentence[match.end(1) :]):
                who = re.split(r",\s+and\s+", who)[0]  # "…, and the Agency lends its experts" is another sentence
            if names.bare_donor(who) not in _NO_PAYER:
                yield (match.start(1), match.start(1) + len(who)), who
    for match in _BACKED.finditer(sentence):
        if _STATE.match(match[1]):
            yield match.span(1), match[1]
