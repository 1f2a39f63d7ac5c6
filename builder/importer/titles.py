"""The program's name, where the sheet's own sentences say it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.importer.names import Names, fold

HEADS = (
    "Program|Programme|Project|Network|Initiative|Plan|System|Observatory|Forum|Campaign|Alliance|Partnership|Platform|"
    "Mechanism|Scholarship|Scholarships|Fellowship|Fellowships|Agenda|Strategy|School|Course|Missions?|Prize|Award|Portal|"
    "Dialogue|Roster|Laboratory|Corps|Academy|Games|Orchestra|Registry|Facility|Rapporteurship|Challenge|Competition|"
    "Certification|Diploma|Index|Hub"
)
"""What a program may be called by."""

ENOUGH = 1.5
"""The least score of a name that is taken for the program's."""

_LINK = (
    r"(?:to [A-Z]\w+ the|without|(?:of|for|and|in|on|to|against|with|from|at|by|through|de|del|do|da|la|&|–|-)"
    r"(?: (?:the|and|of|in|on|for|against|la|los|las))*)"
)
_WORD = r"(?:(?:[a-z]-)?[A-ZÁÉÍÓÚÑ0-9][\w’'./-]*|\((?:19|20)\d\d\))"
_NAME = rf"{_WORD}(?:,? (?:{_LINK} )?{_WORD})*"
_NAMES = re.compile(_NAME)
_HEAD = re.compile(rf"\b(?:{HEADS})s?\b")
_QUOTED = re.compile(r"[“\"]([^”\"“]{6,160})[”\"]")
_KIND = r"(?:program(?:me)?|project|initiative|campaign|network|course|plan|component)"
_LEAD = re.compile(
    r"(?i)^(?:the|this|its|their|these|in|through|under|with|for|since|created|launched|of|and|by|on)\s+|^(?:19|"
    r"20)\d\d,?\s+"
)
_OTHER = re.compile(
    r"(?i)\b(?:in the framework of|within the framework of|within (?:the )?(?:scope|context) of|as part of|part "
    r"of|in accordance with|under the|"
    r"in line with|with the support of|in coordination with|in cooperation with|in partnership with|together with|"
    r"contributes? to|pursuant to|following|modeled on|inspired by|similar to|as well "
    r"as)\s+(?:the\s+)?(?:[^.;,]{0,60}\s)?$"
)
_MAKES = re.compile(
    r"(?i)\b(?:implement\w*|execut\w*|launch\w*|creat\w*|establish\w*|develop\w*|design\w*|carr\w+ out|run\w*|"
    r"set up|start\w*|began|begun|manag\w*|administ\w*|lead\w*|offer\w*|coordinat\w*|through|called|named|"
    r"entitled|titled|"
    r"known as|take part in)\b[^.;]{0,70}$"
)
_FRAMEWORK = re.compile(
    r"(?i)\s*(?:(?:with)?in|under|inside) (?:the |its )?(?:overall |general |wider |broader )?"
    r"(?:framework|scope|context|frame|ambit|umbrella|setting) of\b|\s*(?:as part of|in line with|pursuant to)\b"
)
"""So begins a sentence that says first what a program belongs to."""
_BODIES = re.compile(
    r"^(?:\w+[- ])*(?:Department|Committee|Commission|Secretariat|Organization|Group|Bank|Bureau|Agency|Ministry|"
    r"Council|"
    r"Convention|Resolution|Declaration|Charter|Assembly|University|Institute|Union|Code|Annex|Summit|Treaty|"
    r"Protocol|Court)\b"
)


_OWNED = re.compile(r"\S+(?:[’']s?) ")
"""Another's: "Honduras’ Witness Protection Program"."""


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
    candidates = [
        title for position, sentence in enumerate(sentences) for title in _candidates(sentence, position, known)
    ]
    counted: dict[str, float] = {}
    for title in candidates:
        counted[fold(title.text)] = counted.get(fold(title.text), -0.4) + 0.4
    ranked = sorted(candidates, key=lambda title: -(title.score + min(1.2, counted[fold(title.text)])))
    best = ranked[0] if ranked and ranked[0].score >= ENOUGH else None
    if best:  # "the Police Network" for short
        words = set(fold(best.text).split())
        longer = [title for title in ranked if title.score >= ENOUGH and words < set(fold(title.text).split())]
        best = max([best, *longer], key=lambda title: (len(title.text.split()), title.score))
    best = best or _called(sentences) or _composed(sentences)
    doubtful = [title.text for title in candidates if title.score < 0 and not best and not _OWNED.match(title.text)]
    return best, list(dict.fromkeys(doubtful))


def _candidates(sentence: str, position: int, known: Names) -> Iterator[Title]:
    late = min(position * 0.25, 1.5)
    spans: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(sentence):
        before, after = sentence[: match.start()].rstrip(), sentence[match.end() :]
        called = bool(re.match(rf"\s*{_KIND}\b", after)) or bool(
            re.search(rf"(?i)\b{_KIND}(?: (?:called|named|entitled|titled|for|is))?[,:]?$", before)
        )
        made = bool(_MAKES.search(before)) and _is_title_case(match[1])
        if not called and not made:
            continue
        spans.append(match.span())
        own = not _OTHER.search(re.sub(rf"(?i)\s*(?:\S+ )?{_KIND}(?: for)?$", "", before) + " ") and not _aside(before)
        makes = bool(_MAKES.search(before)) or not before
        yield Title(_tidy(match[1], known), sentence, (3.0 if makes else 2.6) - late if own else -1.0)
    for match in _NAMES.finditer(sentence):
        if any(begin <= match.start() < end for begin, end in spans):
            continue
        text, begin = _strip_lead(match[0], match.start())
        text, begin = _after_article(text, begin)
        text = _cut(text, known)
        head = _HEAD.search(text)
        if (
            not head
            or len(text.split()) < 2
            or (_BODIES.match(text) and not _HEAD.search(text.split(" for ")[0].split(" of ")[0]))
        ):
            continue
        if re.fullmatch(rf"(?:{HEADS})s?", text):
            continue
        before = sentence[:begin]
        after = sentence[begin + len(text) :]
        score = 1.6 - late - 2.0 * bool(_OWNED.match(text))
        if (
            not before.strip()
            or re.fullmatch(r"(?i)\s*(?:the|this)\s*", before)
            or re.fullmatch(r"(?i).{0,40},\s*(?:the\s*)?", before)
        ):
            score += 1.4
        elif re.fullmatch(
            r"(?i)\s*(?:through|under|with|within|for more than .{3,20}|since .{3,20}|in \d{4},?)\s*(?:the\s*)?", before
        ):
            score += 1.2
        elif _MAKES.search(before) or re.search(r"\bis\s+(?:the\s+)?$", before):
            score += 1.0
        if re.match(
            r"(?:\s*\([^)]*\))?(?:,[^,]*,)?\s+(?:of [\w\s-]{2,60}?\s)?(?:aims?|assists?|seeks?|is|are|was|were|"
            r"supports?|works?|has|have|started|began|offers?)\b",
            after,
        ):
            score += 0.6
        if re.match(r"\s*\([A-Z][\w/-]{2,}(?: \w+)?\)", after):
            score += 0.8  # named in full, with its short form
        if _OTHER.search(before) or _aside(before):
            score -= 2.6
        yield Title(text, sentence, score)


def _is_title_case(text: str) -> bool:
    """Most of its longer words begin with a capital."""
    words = [word for word in text.split() if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


_RESPONSIBLE = re.compile(
    rf"(?i:\b(?:responsib\w+ (?:for|of)|known as|under the name(?: of)?|called|named|baptized)) ({_NAME})"
)
_OPENS = re.compile(rf"^((?:[A-Z][\w’'-]+)(?: (?:{_LINK} )?[A-Z][\w’'-]+)+) [a-z]+s\b")


def _called(sentences: Sequence[str]) -> Title | None:
    """A name with none of the usual words in it: what the text calls it, or begins with and keeps coming back to."""
    text = " ".join(sentences)
    for sentence in sentences[:3]:
        match = _RESPONSIBLE.search(sentence)
        if match and len(match[1].split()) > 1 and not _BODIES.match(match[1]):
            return Title(match[1], sentence, 1.0)
    match = _OPENS.match(sentences[0]) if sentences else None
    if match and text.count(match[1]) > 1 and not _BODIES.match(match[1]) and not match[1].startswith(("The ", "OAS ")):
        return Title(match[1], sentences[0], 1.0)
    return None


def _aside(before: str) -> bool:
    """The name stands in a list of things the work refers to, not where it is said what it is."""
    return bool(_FRAMEWORK.match(before)) and not re.search(r"(?i),\s*the\s+\S+.*,?\s\w+ed\s*$", before)


def _strip_lead(text: str, begin: int) -> tuple[str, int]:
    while lead := _LEAD.match(text):
        text, begin = text[lead.end() :], begin + lead.end()
    return text, begin


def _after_article(text: str, begin: int) -> tuple[str, int]:
    """The name without what stands before its own article: "Responsible for the Orchestras Program"."""
    head = _HEAD.search(text)
    at = text.rfind(" the ", 0, head.start() + 1) if head else -1
    return (text[at + 5 :], begin + at + 5) if at > 0 else (text, begin)


def _tidy(text: str, known: Names) -> str:
    text = text.strip(" ,.;")
    while lead := _LEAD.match(text):
        text = text[lead.end() :]
    return text


def _cut(text: str, known: Names) -> str:
    """The name without the body it belongs to, before it or behind it."""
    text = re.sub(r"[’']s$", "", text)
    if own := known.units.match(text):
        rest = re.sub(r"^[’']s?\s+", " ", text[own.end() :])
        if _HEAD.search(rest):
            text = rest.strip()
    owner = re.match(r"(?:OAS|Organization of American States|General Secretariat)(?:[’']s?)? ", text)
    if owner and _HEAD.search(text[owner.end() :]):
        text = text[owner.end() :]
    for match in re.finditer(r",? (?:of|by|at|in|under|from) (?:the )?", text):
        rest = text[match.end() :]
        whole = known.units.match(rest)
        if whole or re.match(r"(?:OAS|Organization of American States|General Secretariat)\b", rest):
            text = text[: match.start()]
            break
    # a list goes on behind the name: "the X Program, Y and Z"
    text = re.split(r", ", text)[0] if _HEAD.search(re.split(r", ", text)[0]) else text
    return re.sub(r"(?:,? (?:of|for|the|and|in|on|to|with|from|at|by))+$", "", text).strip(" ,.;")


_LOWER = re.compile(
    r"(?i)\b(?:establish|create|launch|develop|implement|set up|consolidat)\w*\s+(?:an?|the)\s+"
    r"([a-z][\w-]*(?: [a-z][\w-]*){1,6}?) \(([A-Z]{3,8})\)((?: (?:for|in|of|on) (?:the )?[A-Z][\w-]*(?: "
    r"[A-Z][\w-]*)*)?)"
)
_SMALL = {"of", "for", "the", "and", "in", "on", "to", "a", "an", "with", "against"}


def _composed(sentences: Sequence[str]) -> Title | None:
    """A name put together: `establish an asset recovery network (ARN) for the Caribbean`."""
    text = " ".join(sentences)
    for sentence in sentences:
        match = _LOWER.search(sentence)
        if match and re.search(rf"(?i)\b(?:{HEADS})s?$", match[1]):
            longer = re.findall(rf"\b{match[2]}-[A-Z]+\b", text)
            acronym = max([match[2], *longer], key=lambda word: (text.count(word) if word in longer else 0, len(word)))
            title = " ".join(word if word in _SMALL else _capital(word) for word in match[1].split())
            return Title(f"{title}{match[3]} ({acronym})", sentence, 1.0, composed=True)
    return None


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
