"""Who pays, as the prose says it. Support alone is money only where a government gives it."""

import re
from collections.abc import Iterator, Sequence

from builder.importer.language import names, romance
from builder.importer.language.names import Names
from builder.importer.language.wording import Paying, one_of

Span = tuple[int, int]

_CAPITAL = r"(?!US\$|USD\b)[A-ZÁÉÍÓÚ][\w’'.&-]*(?:\s\([A-Z][A-Za-z-]+\))?"
_STATE = r"(?:[Gg]overnments?\s+of\s+(?:the\s+|The\s+)?)"
_BETWEEN = (
    r"(?:,\s+and\s+(?:the\s+|of\s+)*|,\s+(?:the\s+)?(?=[A-Z])"
    rf"|\s+and\s+(?:by\s+)?(?:of\s+)?(?:the\s+)?{_STATE}?"
    r"|\s+(?:of|for|on|against|in|de|del|para|to)\s+(?:the\s+|la\s+|los\s+)?|\s+|/)"
)
_WHO = rf"((?:the\s+|The\s+)?{_STATE}?{_CAPITAL}(?:{_BETWEEN}{_CAPITAL})*)"
_MONEY = (
    r"(?:financial\s+\w+|funding|funds?|financing|contributions?|donations?|grants?|resources|sponsorship|"
    r"generosity|money)"
)
_GIVEN = one_of(r"\w+ed given made coming available of in for an? US\$ \$ USD [\d.,]+ million dollars years?")
_PAID_FOR = one_of(
    "funded financed sponsored co-?funded co-?financed cofinanced underwritten paid_for donated bankrolled subsidized"
)
_COST = one_of("costs? expenses? fees? salar(?:y|ies) travel bills?")
_ADVERB = one_of("has have also generously jointly entirely partly currently since kindly")
_GIFT = one_of(
    "resources funds? money financing funding US USD [\\d$]+ the_funds the_money the_resources the_financing"
)
_PAYS = one_of(
    r"funds(?=\s+(?:the|this|these|its|all|both|it|them)\b) finances?(?=\s+[a-z])",
    "funded financed sponsors? sponsored donated",
    r"(?:is|are|has_been|have_been)_(?:funding|financing|paying_for|sponsoring) pays?_for paid_for pays? paid",
    r"(?:covers?|covered|bears?|bore|meets?|met|assumes?|assumed)_(?:all_)?(?:the|its|their|"
    rf"these)_(?:\w+_)?{_COST}".replace(" ", ""),
    r"(?:contributed|contributes|gave|gives|provided|provides|put_up|granted|allocated|"
    rf"supplies)_(?:\w+_)??{_GIFT}".replace(" ", ""),
    "(?:is|are|was|were)_the_(?:\\w+_)?donors? that_(?:provided|paid|gave|financed|funded|donated)",
)
_BY = (
    re.compile(rf"\b{_PAID_FOR}(?:\s+\w+){{0,3}}?\s+by\s+{_WHO}"),
    re.compile(rf"(?i:\b{_MONEY})(?:\s+{_GIVEN})*?\s+(?:from|of|by)\s+{_WHO}"),
    re.compile(rf"(?i:\bthanks\s+to)\s+(?:the\s+)?(?:\w+\s+){{0,2}}?support\s+(?:of|from|by)\s+{_WHO}"),
    re.compile(rf"(?i:\b{_COST})\b[^.;]{{0,60}}?\b{one_of('borne covered met paid defrayed assumed')}\s+by\s+{_WHO}"),
    re.compile(rf"(?i:\b(?:the|its|sole|only|main)\s+donors?)\b[^.;:]{{0,40}}?\b(?:is|are|was|were)\s+{_WHO}"),
    re.compile(rf"(?i:\bwho\s+(?:pays|paid|finances)):\s+{_WHO}"),
    re.compile(
        rf"\b(?:received|receives|obtained|got)\s+(?:US\$|USD|\$|€)?\s?[\d.,]+(?:\s+\w+){{0,3}}?\s+from\s+{_WHO}"
    ),
)
_SUBJECT = re.compile(rf"{_WHO}\s+(?:{_ADVERB}\s+)*{_PAYS}\b")
_PAID = re.compile(rf"\s{_PAYS}\b")
_BACKED = re.compile(rf"(?i:\b(?:support|assistance|cooperation|help|backing))\s+(?:from|of|by)\s+{_WHO}")
_GOVERNMENT = re.compile(r"(?i)^(?:the\s+)?governments?\s+of\b")
_OWN = {"OAS", "Organization of American States", "General Secretariat", "Member States", "Member State"}
_NOBODY = frozenset(
    {
        "",
        "It",
        "This",
        "They",
        "We",
        "Who",
        "He",
        "She",
        "One",
        "Each",
        "Program",
        "Programme",
        "Project",
        "Network",
        "Initiative",
        "Mechanism",
        "Mission",
        "Fund",
        "School",
        "Course",
        "Municipalities",
        "Companies",
        "Candidates",
        "Participants",
        "Employers",
    }
)
"""Words that begin a sentence or name the program itself."""


_ENGLISH = Paying(_BY, _SUBJECT, _PAID, _BACKED, _GOVERNMENT, frozenset(_OWN), _NOBODY)


def donors(sentences: Sequence[str], known: Names) -> tuple[dict[str, str], str]:
    """Who the sentences say pays, by slug with the name they use, and the sentences that say so."""
    found: dict[str, str] = {}
    evidence: dict[str, None] = {}
    for sentence in sentences:
        for _, who in payers(sentence, known):
            for slug, name in _outsiders(who, known):
                if slug not in found:
                    found[slug] = name
                    evidence[sentence] = None
    return found, " […] ".join(evidence)


def donor_names(text: str, known: Names) -> dict[str, str]:
    """Slug and name of every donor in a field or a phrase; sums and short forms left aside."""
    bare = re.sub(r"\s*\([A-Z][A-Za-z-]{1,12}\)|\s*\(?(?:US\$|USD|\$|€)\s?[\d.,]+[^),;]*\)?", "", text)
    found: dict[str, str] = {}
    for part in names.parts(bare, known):
        if slug := names.donor_slug(part, known):
            found.setdefault(slug, names.donor_name(part, known))
    return found


def payers(sentence: str, known: Names) -> Iterator[tuple[Span, str]]:
    """The phrases that name who pays, with their places."""
    paying = romance.paying(known.language) or _ENGLISH
    for pattern in (*paying.by, paying.subject) if paying.pays.search(sentence) else paying.by:
        for match in pattern.finditer(sentence):
            does = pattern is paying.subject
            who = match[1] if does else _one_clause(match[1], sentence[match.end(1) :])
            certain = not does or names.names_a_payer(who, known)
            if certain and names.bare_donor(who, known) not in paying.nobody:
                yield (match.start(1), match.start(1) + len(who)), who
    for match in paying.backed.finditer(sentence):
        if paying.government.match(match[1]):
            yield match.span(1), match[1]


def _one_clause(who: str, after: str) -> str:
    """The phrase without what begins another clause: "…, the Committee met", "…, and the Agency lends its experts"."""
    if re.match(r"\s+(?!as\b|this\b|its\b|is\b)[a-z]+(?:s|ed)?\s", after):
        who = re.split(r",\s+and\s+", who)[0]
    head, comma, last = who.rpartition(", the ")
    return head if comma and " and " not in last else who


def _outsiders(who: str, known: Names) -> Iterator[tuple[str, str]]:
    """The donors in a phrase, without the organization and its own bodies."""
    paying = romance.paying(known.language) or _ENGLISH
    for slug, name in donor_names(who, known).items():
        own = name in paying.own or name in paying.nobody or name.startswith("OAS ")
        if not own and names.fold(name) not in known.unit_of:
            yield slug, name
