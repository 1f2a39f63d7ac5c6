"""The program's name, where the sheet's own sentences say it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.importer.language import romance
from builder.importer.language.names import Names, fold
from builder.importer.language.wording import Naming, one_of

# --- what a name looks like ---

_HEAD_WORDS = one_of(
    "Program Programme Project Network Initiative Plan System Observatory Forum Campaign Alliance Partnership Platform",
    "Mechanism Scholarship Fellowship Agenda Strategy School Course Mission Prize Award Portal Dialogue Roster",
    "Laboratory Corps Academy Games Orchestra Registry Facility Rapporteurship Challenge Competition Certification",
    "Diploma Index Hub",
)
_HEAD = re.compile(rf"\b{_HEAD_WORDS}s?\b")
"""What a program may be called by."""
_BODY = re.compile(
    r"^(?:\w+[- ])*"
    + one_of(
        "Department Committee Commission Secretariat Organization Group Bank Bureau Agency Ministry Council Convention",
        "Resolution Declaration Charter Assembly University Institute Union Code Annex Summit Treaty Protocol Court",
    )
    + r"\b"
)
"""What no program is called by."""
_LINK = (
    r"(?:to [A-Z]\w+ the|without|(?:of|for|and|in|on|to|against|with|from|at|by|through|de|del|do|da|la|y|e|&|–|-)"
    r"(?: (?:the|and|of|in|on|for|against|la|los|las))*)"
)
_WORD = (
    r"(?:(?:[a-z]-)?[A-ZÁÉÍÓÚÑ0-9][\w’'./-]*|\((?:19|20)\d\d\)"
    rf"|\([A-Z]{{2,8}}\)(?= {_HEAD_WORDS}))"
)
_NAME = rf"{_WORD}(?:,? (?:{_LINK} )?{_WORD})*"
_NAMES = re.compile(_NAME)
_QUOTED = re.compile(r"[“\"«]\s?([^”\"“«»]{6,160}?)\s?[”\"»]")
_KIND = one_of("program programme project initiative campaign network course plan component")
_OWNER = re.compile(r"(?:OAS|Organization of American States|General Secretariat)\b(?:[’']s?)?")
_OWNED = re.compile(r"\S+(?:[’']s?) ")
"""Another's: "Ruritania’s Lamp Program"."""
_LEAD = re.compile(
    r"(?i)^(?:the|this|its|their|these|in|through|under|with|for|since|created|launched|of|and|by|on)\s+|^(?:19|"
    r"20)\d\d,?\s+"
)
"""What begins a sentence rather than a name."""

# --- what speaks for it ---

ENOUGH = 1.5
"""The least score of a name that is taken for the program's."""
NAMED, QUOTED, MADE_QUOTED, ASIDE = 1.6, 2.6, 3.0, -1.0
LATER, LATEST = 0.25, 1.5
"""What a name loses with every sentence before it, and at the most."""
AGAIN, OFTEN = 0.4, 1.2
"""What it gains with every repetition, and at the most."""

_MAKES = re.compile(
    r"(?i)\b"
    + one_of(
        r"implement\w* execut\w* launch\w* creat\w* establish\w* develop\w* design\w* carr\w+_out run\w* set_up",
        r"start\w* began begun manag\w* administ\w* lead\w* offer\w* coordinat\w* through called named entitled titled",
        "known_as take_part_in",
    )
    + r"\b[^.;]{0,70}$"
)
"""Before a name: somebody makes what it names."""
_OTHER = re.compile(
    r"(?i)\b"
    + one_of(
        "in_the_framework_of within_the_framework_of within_(?:the_)?(?:scope|context)_of as_part_of part_of under_the",
        "in_accordance_with in_line_with with_the_support_of in_coordination_with in_cooperation_with contributes?_to",
        "in_partnership_with together_with pursuant_to following modeled_on inspired_by similar_to as_well_as",
    )
    + r"\s+(?:the\s+)?(?:[^.;,]{0,60}\s)?$"
)
"""Before a name: it is another's."""
_FRAMEWORK = re.compile(
    r"(?i)(?!.*,\s*the\s+\S+.*,?\s\w+ed\s*$)"
    r"(?:\s*(?:(?:with)?in|under|inside) (?:the |its )?(?:overall |general |wider |broader )?"
    r"(?:framework|scope|context|frame|ambit|umbrella|setting) of\b|\s*(?:as part of|in line with|pursuant to)\b)"
)
"""So begins a sentence that says first what a program belongs to."""
_AT_HEAD = re.compile(r"(?i)\s*(?:the\s*|this\s*)?|.{0,40},\s*(?:the\s*)?")
_THROUGH = re.compile(
    r"(?i)\s*(?:through|under|with|within|for more than .{3,20}|since .{3,20}|in \d{4},?)\s*(?:the\s*)?"
)
_IS_THE = re.compile(r"\bis\s+(?:the\s+)?$")
_ACTS = re.compile(
    r"(?:\s*\([^)]*\))?(?:,[^,]*,)?\s+(?:of [\w\s-]{2,60}?\s)?"
    + one_of("aims? assists? seeks? is are was were supports? works? has have started began offers?")
    + r"\b"
)
_SHORT_FORM = re.compile(r"\s*\([A-Z][\w/-]{2,}(?: \w+)?\)")


@dataclass(frozen=True, slots=True)
class Title:
    """A name found in a sentence."""

    text: str
    """The name."""
    sentence: str
    """Where it is said."""
    score: float
    """How surely it is the program's own."""
    composed: bool = False
    """It is put together from lower-case words and an acronym."""


def find_title(sentences: Sequence[str], known: Names) -> tuple[Title | None, list[str]]:
    """The name that the sheet gives its program, or None; and names it quotes that may be another's.

    `sentences`: those of the summary, then of the other sections.
    """
    candidates = [title for number, sentence in enumerate(sentences) for title in _candidates(sentence, number, known)]
    times: dict[str, int] = {}
    for title in candidates:
        times[fold(title.text)] = times.get(fold(title.text), -1) + 1
    ranked = sorted(candidates, key=lambda title: -(title.score + min(OFTEN, AGAIN * times[fold(title.text)])))
    ranked = [title for title in ranked if title.score >= ENOUGH]
    put_together = (_called(sentences) or _composed(sentences)) if known.language == "en" else None
    best = _fullest(ranked) if ranked else put_together
    doubtful = [] if best else [title.text for title in candidates if title.score < 0]
    return best, list(dict.fromkeys(text for text in doubtful if not _OWNED.match(text)))


def _fullest(ranked: Sequence[Title]) -> Title:
    """The first, or the name for which it is only short: "the Lamp Network"."""
    words = set(fold(ranked[0].text).split())
    longer = [title for title in ranked if words < set(fold(title.text).split())]
    return max([ranked[0], *longer], key=lambda title: (len(title.text.split()), title.score))


def _candidates(sentence: str, number: int, known: Names) -> Iterator[Title]:
    naming = romance.naming(known.language) or _ENGLISH
    late = min(number * LATER, LATEST)
    quotes: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(sentence):
        score = _quote_score(match[1], sentence[: match.start()].rstrip(), sentence[match.end() :], naming)
        if score is not None:
            quotes.append(match.span())
            text, _ = _strip_lead(match[1].strip(" ,.;"), 0, naming.lead)
            yield Title(text, sentence, score - late if score > 0 else score)
    for text, begin in naming.names(sentence, known.units):
        if not any(first <= begin < end for first, end in quotes):
            score = _name_score(text, sentence[:begin], sentence[begin + len(text) :], naming)
            yield Title(text, sentence, score - late)


def _english_names(sentence: str, units: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    for match in _NAMES.finditer(sentence):
        text, begin = _after_article(*_strip_lead(match[0], match.start(), _LEAD))
        text = _without_owner(text, units)
        if _may_name(text):
            yield text, begin


def _quote_score(text: str, before: str, after: str, naming: Naming) -> float | None:
    """How surely a quoted text is the program's name; None where it is no name at all."""
    called = naming.kind_after.match(after) or naming.kind_before.search(before)
    makes = naming.makes.search(before)
    if not called and not (makes and _is_title_case(text)):
        return None
    if _is_anothers(naming.kind_left_out.sub("", before) + " ", naming):
        return ASIDE
    return MADE_QUOTED if makes or not before else QUOTED


def _name_score(text: str, before: str, after: str, naming: Naming) -> float:
    """How surely a name without quotes is the program's."""
    score = NAMED - (2.0 if _OWNED.match(text) else 0.0)
    if naming.at_head.fullmatch(before):
        score += 1.4
    elif naming.through.fullmatch(before):
        score += 1.2
    elif naming.makes.search(before) or naming.is_the.search(before):
        score += 1.0
    score += 0.6 if naming.acts.match(after) else 0.0
    score += 0.8 if _SHORT_FORM.match(after) else 0.0
    return score - (2.6 if _is_anothers(before, naming) else 0.0)


def _is_anothers(before: str, naming: Naming) -> bool:
    """What stands before a name says that the program only belongs to it, or works with it."""
    return bool(naming.framework.match(before) or naming.other.search(before))


def _may_name(text: str) -> bool:
    """The words may name a program: one of the usual words is among them, and not alone, and it is no body."""
    if len(text.split()) < 2 or not _HEAD.search(text):
        return False
    return not _BODY.match(text) or bool(_HEAD.search(re.split(r" (?:for|of) ", text)[0]))


def _is_title_case(text: str) -> bool:
    """Most of its longer words begin with a capital."""
    words = [word for word in text.split() if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


# --- where a name begins and ends ---


def _strip_lead(text: str, begin: int, leads: re.Pattern[str]) -> tuple[str, int]:
    while lead := leads.match(text):
        text, begin = text[lead.end() :], begin + lead.end()
    return text, begin


def _after_article(text: str, begin: int) -> tuple[str, int]:
    """The name without what stands before its own article: "Responsible for the Lamps Program"."""
    head = _HEAD.search(text)
    at = text.rfind(" the ", 0, head.start() + 1) if head else -1
    return (text[at + 5 :], begin + at + 5) if at > 0 else (text, begin)


def _without_owner(text: str, units: re.Pattern[str]) -> str:
    """The name without the body it belongs to, before it or behind it, and without what a list adds."""
    text = re.sub(r"[’']s$", "", text)
    for owner in (units, _OWNER):
        if (match := owner.match(text)) and _HEAD.search(rest := re.sub(r"^(?:[’']s?)?\s+", "", text[match.end() :])):
            text = rest
    for match in re.finditer(r",? (?:of|by|at|in|under|from) (?:the )?", text):
        rest = text[match.end() :]
        if units.match(rest) or _OWNER.match(rest):
            text = text[: match.start()]
            break
    first = text.split(", ")[0]
    text = first if _HEAD.search(first) else text
    return re.sub(r"(?:,? (?:of|for|the|and|in|on|to|with|from|at|by))+$", "", text).strip(" ,.;")


# --- names without a usual word, and names put together ---

_CALLED = re.compile(
    rf"(?i:\b(?:responsib\w+ (?:for|of)|known as|under the name(?: of)?|called|named|baptized)) ({_NAME})"
)
_OPENS = re.compile(rf"^((?!The |OAS )[A-Z][\w’'-]+(?: (?:{_LINK} )?[A-Z][\w’'-]+)+) [a-z]+s\b")
_LOWER = re.compile(
    r"\b(?i:establish|create|launch|develop|implement|set up|consolidat)\w*\s+(?:an?|the)\s+"
    rf"([a-z][\w-]*(?: [a-z][\w-]*){{0,5}}? (?i:{_HEAD_WORDS}))s? \(([A-Z]{{3,8}})\)"
    r"((?: (?:for|in|of|on) (?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*)*)?)"
)
_SMALL = frozenset({"of", "for", "the", "and", "in", "on", "to", "a", "an", "with", "against"})


def _called(sentences: Sequence[str]) -> Title | None:
    """What the text says it is called, or the name it begins with and keeps coming back to."""
    for sentence in sentences[:3]:
        match = _CALLED.search(sentence)
        if match and len(match[1].split()) > 1 and not _BODY.match(match[1]):
            return Title(match[1], sentence, 1.0)
    match = _OPENS.match(sentences[0]) if sentences else None
    if match and " ".join(sentences).count(match[1]) > 1 and not _BODY.match(match[1]):
        return Title(match[1], sentences[0], 1.0)
    return None


def _composed(sentences: Sequence[str]) -> Title | None:
    """A name put together: `establish a lamp recovery network (LRN) for the Isles`."""
    text = " ".join(sentences)
    for sentence in sentences:
        if match := _LOWER.search(sentence):
            longer = re.findall(rf"\b{match[2]}-[A-Z]+\b", text)
            acronym = max(longer, key=lambda word: (text.count(word), len(word)), default=match[2])
            title = " ".join(word if word in _SMALL else _capital(word) for word in match[1].split())
            return Title(f"{title}{match[3]} ({acronym})", sentence, 1.0, composed=True)
    return None


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


_ENGLISH = Naming(
    names=_english_names,
    kind_before=re.compile(rf"(?i)\b{_KIND}(?: (?:called|named|entitled|titled|for|is))?[,:]?$"),
    kind_after=re.compile(rf"\s*{_KIND}\b"),
    kind_left_out=re.compile(rf"(?i)\s*(?:\S+ )?{_KIND}(?: for)?$"),
    lead=_LEAD,
    makes=_MAKES,
    other=_OTHER,
    framework=_FRAMEWORK,
    at_head=_AT_HEAD,
    through=_THROUGH,
    is_the=_IS_THE,
    acts=_ACTS,
)
