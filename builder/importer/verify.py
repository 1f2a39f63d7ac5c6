"""Fidelity, proved: every word of a sheet is in what was made of it, or is one of the form's own.

The words are those of the booklet as received, not of the reader's blocks: what the reader loses is missed here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from builder.content import load_facets
from builder.facets import Facets
from builder.importer.language.labels import Labels, load_labels
from builder.importer.received import ADDRESS, FURNITURE, REACH, VALUES, Word, keys_of, may_mean, normal, words_of
from builder.importer.sheet import Sheet
from builder.ledger import Entry
from builder.problems import Problem, ProblemsError, errors
from builder.program import SECTIONS

_FILLED = "it was taken for"
"""Where a question says so, a field holds what it quotes."""
_LONGEST_CHAIN = 6
"""No word is broken into more pieces."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Words of a sheet that nothing holds."""

    words: str
    """Neighbours, as printed."""
    count: int = 1
    """How often they are missing."""

    def __str__(self) -> str:
        return f"“{self.words}”" + (f" ({self.count} times)" if self.count > 1 else "")


@dataclass(frozen=True, slots=True)
class Score:
    """How much of a sheet is in what was made of it."""

    words: int
    """Of the sheet as received. A run of letters and digits is a word, and so is a sign that is read aloud."""
    places: Mapping[str, int]
    """How many are in `texts`, `facts` and `questions` (to an editor), and how many each kind of furniture is."""
    missing: tuple[Missing, ...]
    """The others, in the sheet's order."""

    @property
    def found(self) -> int:
        """How many are not missing."""
        return sum(self.places.values())

    @property
    def percent(self) -> str:
        """Such as `100` or `99.8`; never rounded up."""
        tenths = 1000 * self.found // self.words if self.words else 1000
        return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Verified:
    """A sheet and its score."""

    ref: str
    """Booklet and position."""
    score: Score
    """Against what its ledger says was read."""
    became: str | None
    """imported, second copy or rejected; None where the sheet waits to be imported."""

    def __str__(self) -> str:
        score = self.score
        line = f"{self.ref}: {score.percent} % of {_counted(score.words, 'word')}"
        if not score.missing:
            return line
        fate = {None: "not imported; ", "rejected": "rejected; "}.get(self.became, "")
        lost = score.words - score.found
        where = f"{fate}{_counted(lost, 'word')} {'is' if lost == 1 else 'are'} in the booklet only"
        return f"{line}; {where}: {', '.join(map(str, score.missing))}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What an editor should do about missing words; a warning where the sheet's fate is told already."""
        if not self.score.missing:
            return ()
        lost = self.score.words - self.score.found
        words = f"{_counted(lost, 'word')} of this sheet {'is' if lost == 1 else 'are'} in the booklet only"
        if self.became in ("imported", "second copy"):
            cure = "report it as a fault of the import, or add them to the program file by hand"
            shown = ", ".join(map(str, self.score.missing))
            return (Problem(self.ref, 0, 0, "", f"{words}: {shown}; {cure}"),)
        why = "it was rejected" if self.became else "it waits to be imported"
        return (Problem(self.ref, 0, 0, "", f"{words}, for {why}", "warning"),)


@dataclass(frozen=True, slots=True)
class Verification:
    """The sheets of some booklets, each with its score."""

    sheets: tuple[Verified, ...]
    """In their order."""

    def __str__(self) -> str:
        """A line for each sheet, and one for all."""
        words, found = (sum(getattr(each.score, name) for each in self.sheets) for name in ("words", "found"))
        places: Counter[str] = Counter()
        for each in self.sheets:
            places.update(each.score.places)
        where = [f"{places[name]:,} in {name}" for name in ("texts", "facts", "questions") if places[name]]
        if form := [f"{places[kind]:,} {kind}" for kind in FURNITURE if places[kind]]:
            where.append(f"{sum(places[kind] for kind in FURNITURE):,} of the form ({', '.join(form)})")
        if lost := words - found:
            where.append(f"{lost:,} in the booklets only")
        whole = Score(words, places, ())
        total = f"{_counted(len(self.sheets), 'sheet')}: {whole.percent} % of {_counted(words, 'word')}"
        return "\n".join([*map(str, self.sheets), f"{total}: {', '.join(where)}" if where else total])

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What an editor should do about missing words."""
        return tuple(problem for each in self.sheets for problem in each.problems)


# --- what was made of it ---


def verify(
    source: Sequence[str],
    made: Mapping[str, Any],
    labels: Labels,
    names: Mapping[str, Sequence[str]] = MappingProxyType({}),
    placed: bool = False,
    other: Sequence[str] = (),
) -> Score:
    """Where the words of a sheet are. A word that it has twice must be there twice.

    `source`: its lines as received. `made`: what its ledger says was read. `labels`: what the form
    prints. `names`: by slug, what a donor or a pillar is called. `placed` and
    `other`: as for `words_of`.
    """
    places: Counter[str] = Counter()
    received = words_of(source, labels, placed, other)
    left = _without_values(received, source, made, placed, places)
    places.update(word.kind for word in left if word.kind in FURNITURE)
    texts = [keys_of(str(made.get(section) or "")) for section in SECTIONS]
    facts = [keys_of(value) for value in _facts(made)]
    if made.get("link") and sum(word.kind == "url" for word in received) == sum(word.kind == "url" for word in left):
        facts.append(keys_of(made["link"]))
    in_texts, in_facts = (Counter(key for each in group for key in each) for group in (texts, facts))
    quoted = _quoted(made.get("review") or ())
    held = in_texts + in_facts + Counter(key for each in quoted for key in each)
    wanted = _mended([word for word in left if word.kind not in FURNITURE], held, placed)
    counted = Counter(word.key for word in wanted)
    places["texts"] += (counted & in_texts).total()
    places["facts"] += ((counted - in_texts) & in_facts).total()
    lacking = counted - in_texts - in_facts
    if not _printed(made):
        _named(lacking, made, names, places)
    _asked(wanted, lacking, quoted, texts, places)
    lost = _located(wanted, lacking, {pair for each in (*texts, *facts) for pair in pairwise(each)})
    return Score(places.total() + len(lost), dict(places), _runs(lost, wanted, source))


def _printed(made: Mapping[str, Any]) -> Mapping[str, str]:
    printed: Mapping[str, str] = made.get("printed") or {}
    return printed


def _facts(made: Mapping[str, Any]) -> Iterator[str]:
    """The words of the facts that the form states. What was inferred from the texts is no second home for them."""
    inferred = made.get("evidence") or {}
    for fact in ("title", "name", "beneficiaries"):
        if made.get(fact) and fact not in inferred:
            yield str(made[fact])
    for fact, words in _printed(made).items():
        if made.get(fact) and fact not in inferred:
            yield words


def _without_values(
    words: Sequence[Word], source: Sequence[str], made: Mapping[str, Any], placed: bool, places: Counter[str]
) -> list[Word]:
    """The words, but for dates, addresses and "ongoing" that a fact or a question to an editor holds."""
    told = " ".join(made.get("review") or ())
    addresses = {"facts": [str(made.get("link") or "")], "questions": re.findall(ADDRESS, normal(told))}
    kept: dict[int, str] = {}
    for begin, word in enumerate(words):
        end = begin + 1
        while end < len(words) and word.kind in VALUES and _one_piece(word, words[end]):
            end += 1
        printed = normal(source[word.line])[word.begin : words[end - 1].end]
        if begin in kept or word.kind not in VALUES:
            continue
        if word.kind == "ongoing":
            place = "facts" if made.get("ongoing") else ""
        elif word.kind == "day":
            known = any(may_mean(printed, made.get(fact) or "") for fact in ("start", "end"))
            place = "facts" if known else "questions" if _quotes(told, printed) else ""
        else:
            place = next((place for place, known in addresses.items() if _begins(printed, known)), "")
            if place:
                kept |= dict.fromkeys(_rest(words, end, source, printed, addresses[place], placed), place)
        if place:
            kept |= dict.fromkeys(range(begin, end), place)
    places.update(kept.values())
    return [word for at, word in enumerate(words) if at not in kept]


def _one_piece(word: Word, other: Word) -> bool:
    return (word.kind, word.line, word.piece) == (other.kind, other.line, other.piece)


def _quotes(review: str, day: str) -> bool:
    """A question quotes the day, or lists it in brackets; questions about a day that a fact holds do neither."""
    return bool(re.search(rf"(?:'|\([^()]*){re.escape(day)}(?:'|[^()]*\))", review))


def _begins(text: str, addresses: Sequence[str]) -> bool:
    """One of the addresses begins with the text."""
    return any(_plain(address).startswith(_plain(text)) for address in addresses if address)


def _rest(
    words: Sequence[Word], begin: int, source: Sequence[str], text: str, addresses: Sequence[str], placed: bool
) -> Iterator[int]:
    """The words of further lines with which an address goes on: on a page, not only those of the next."""
    lines = list(dict.fromkeys(word.line for word in words[begin:]))
    for line in lines[: REACH if placed else 1]:
        more = normal(source[line]).strip()
        if not re.search(r"\s", more) and not re.match(ADDRESS, more) and _begins(text + more, addresses):
            own = [at for at in range(begin, len(words)) if words[at].line == line]
            yield from own
            yield from _rest(words, own[-1] + 1, source, text + more, addresses, placed)
            return


def _plain(address: str) -> str:
    """An address by letters and digits alone, without what may be left out before it."""
    return "".join(keys_of(re.sub(r"(?i)^\s*https?://", "", address)))


def _mended(wanted: Sequence[Word], held: Counter[str], placed: bool) -> list[Word]:
    """The words, those broken at a line's end put together where what was made has them so."""
    chains = _chains(wanted, held, placed)
    # a broken word is one that the whole ones leave
    left = held - Counter(chain[0].key for chain in chains if len(chain) == 1)
    mended: list[Word] = []
    for chain in chains:
        way = [chain] if len(chain) > 1 and not any(left[word.key] for word in chain) else [[word] for word in chain]
        for pieces in _ways(chain) if len(chain) > 1 else ():
            needed = Counter("".join(word.key for word in piece) for piece in pieces)
            if needed <= left:
                left -= needed
                way = pieces
                break
        mended += [_joined(piece) for piece in way]
    return mended


def _chains(wanted: Sequence[Word], held: Counter[str], placed: bool) -> list[list[Word]]:
    """The words, each broken one with the one it may go on with: the next, or on a page another line's first."""
    chains: list[list[Word]] = []
    taken: set[int] = set()
    for at, word in enumerate(wanted):
        if at in taken:
            continue
        chain = [word]
        while chain[-1].goes_on and len(chain) < _LONGEST_CHAIN:
            last = chain[-1]
            firsts = [
                other
                for other in range(at + 1, len(wanted))
                if other not in taken and last.line < wanted[other].line and wanted[other - 1].line < wanted[other].line
            ][: REACH if placed else 1]
            if not firsts:
                break
            text = "".join(each.key for each in chain)
            best = next((other for other in firsts if held[text + wanted[other].key]), firsts[0])
            taken.add(best)
            chain.append(wanted[best])
        chains.append(chain)
    return chains


def _joined(pieces: Sequence[Word]) -> Word:
    if len(pieces) == 1:
        return pieces[0]
    tail = "".join(word.key for word in pieces[1:])
    return replace(pieces[0], key=pieces[0].key + tail, tail=tail)


def _ways(chain: list[Word]) -> Iterator[list[list[Word]]]:
    """All ways in which neighbouring pieces may be whole words, the longest words first."""
    for number in range(len(chain)):
        for cuts in combinations(range(1, len(chain)), number):
            yield [chain[begin:end] for begin, end in pairwise((0, *cuts, len(chain)))]


def _named(
    lacking: Counter[str], made: Mapping[str, Any], names: Mapping[str, Sequence[str]], places: Counter[str]
) -> None:
    """Takes from the lacking words the names of the pillar and the donors, in ledgers that keep only their slugs."""
    inferred = made.get("evidence") or {}
    donors = () if "donors" in inferred else made.get("donors") or ()
    for slug in filter(None, (made.get("pillar"), *donors)):
        ways = [Counter(keys_of(name)) for name in names.get(slug, ())]
        known = [way for way in ways if way and all(lacking[key] >= count for key, count in way.items())]
        if known:
            longest = max(known, key=Counter.total)
            lacking.subtract(longest)
            places["facts"] += longest.total()


def _quoted(review: Sequence[str]) -> list[list[str]]:
    """The words of the values that questions to an editor quote, because no field was filled with them."""
    told = [normal(line) for line in review if _FILLED not in line]
    return [keys_of(match[0]) for line in told if (match := re.search(r"(?<!\w)'.*'(?!\w)|^“.*”", line))]


def _asked(
    wanted: Sequence[Word],
    lacking: Counter[str],
    quoted: Sequence[Sequence[str]],
    texts: Sequence[Sequence[str]],
    places: Counter[str],
) -> None:
    """Takes from the lacking words the lines that a question quotes whole, first those that no text holds."""
    asked, made = ([f" {' '.join(keys)} " for keys in each] for each in (quoted, texts))
    runs: dict[int, list[str]] = {}
    for word in wanted:
        runs.setdefault(word.line, []).append(word.key)
    lines = [(f" {' '.join(run)} ", run) for run in runs.values()]
    for line, run in sorted(lines, key=lambda each: (any(each[0] in text for text in made), -len(each[1]))):
        needed = Counter(run)
        if any(line in question for question in asked) and needed <= lacking:
            lacking.subtract(needed)
            places["questions"] += len(run)


def _located(wanted: Sequence[Word], lacking: Counter[str], made: set[tuple[str, str]]) -> list[int]:
    """Which of the words are the missing ones: of the same word, those whose neighbours are made least of."""
    by_key: dict[str, list[tuple[int, int]]] = {}
    for at, word in enumerate(wanted):
        if lacking[word.key] > 0:
            near = [(wanted[at - 1].key, word.key)] if at else []
            near += [(word.key, wanted[at + 1].key)] if at + 1 < len(wanted) else []
            by_key.setdefault(word.key, []).append((sum(pair in made for pair in near), at))
    return sorted(at for key, places in by_key.items() for _, at in sorted(places)[: lacking[key]])


def _runs(lost: Sequence[int], wanted: Sequence[Word], source: Sequence[str]) -> tuple[Missing, ...]:
    """The missing words as printed, neighbours together; the same ones once, with their number."""
    runs: Counter[str] = Counter()
    begin = 0
    for end in range(1, len(lost) + 1):
        if end == len(lost) or lost[end] != lost[end - 1] + 1:
            runs[_as_in(source, [wanted[at] for at in lost[begin:end]])] += 1
            begin = end
    return tuple(Missing(words, count) for words, count in runs.items())


def _as_in(source: Sequence[str], words: Sequence[Word]) -> str:
    by_line: dict[int, list[Word]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    lines = (normal(source[line])[each[0].begin : each[-1].end] + each[-1].tail for line, each in by_line.items())
    return re.sub(r"\s+", " ", " ".join(lines))


# --- sheets and their ledgers ---


def verify_sheets(
    sheets: Iterable[Sheet], entries: Mapping[str, Entry], labels: Labels, names: Mapping[str, Sequence[str]]
) -> tuple[Verified, ...]:
    """The score of each sheet against what its ledger entry says was read. `entries`: by the sheets' refs."""
    found = []
    for sheet in sheets:
        entry = entries.get(sheet.ref)
        made = (entry.read if entry else None) or {}
        score = verify(sheet.source, made, labels, names, sheet.placed, sheet.furniture)
        found.append(Verified(sheet.ref, score, entry.became if entry else None))
    return tuple(found)


def verify_booklets(content: Path, sheets: Iterable[Sheet], entries: Mapping[str, Entry]) -> Verification:
    """The scores of sheets that were imported into `content`. `entries`: by the sheets' refs, what became of them."""
    problems: list[Problem] = []
    facets, labels = load_facets(content, problems), load_labels(content, problems)
    if errors(problems):
        raise ProblemsError(problems)
    return Verification(verify_sheets(sheets, entries, labels, names_by_slug(facets)))


def names_by_slug(facets: Facets) -> dict[str, tuple[str, ...]]:
    """What each donor and pillar is called."""
    found: dict[str, tuple[str, ...]] = {}
    for group in (facets.countries, facets.donors, facets.pillars):
        for slug, each in group.items():
            found[slug] = (*found.get(slug, ()), *each.names)
    return found


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
