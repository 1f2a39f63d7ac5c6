"""In which language a sheet's form is printed."""

from collections.abc import Mapping

from builder.formwords import LANGUAGES
from builder.importer.language.labels import Labels
from builder.importer.layout.pages import Page


def form_language(page: Page, labels: Labels) -> str | None:
    """The language of what the form prints; None where no word of it tells one from another."""
    votes = dict.fromkeys((*LANGUAGES, *(code for codes in labels.spoken.values() for code in codes)), 0.0)
    for block in page.blocks:
        if block.kind == "text":
            continue
        for line in block.lines:
            for code, vote in _votes(line.text, labels).items():
                votes[code] += vote
    ranked = sorted(votes, key=lambda code: -votes[code])
    return ranked[0] if votes[ranked[0]] > votes[ranked[1]] else None


def _votes(line: str, labels: Labels) -> Mapping[str, float]:
    """What the form's words on a line say: one vote each, shared by the languages whose forms print them."""
    spans = [line[begin:end] for kind, begin, end in labels.tokens(line) if kind in ("label", "furniture")]
    first = labels.printed(line)
    if first and (first.kind == "heading" or (first.kind in ("label", "furniture") and not first.rest)):
        spans.append(first.words)
    votes: dict[str, float] = {}
    for words in dict.fromkeys(spans):
        codes = labels.languages(words)
        for code in codes:
            votes[code] = votes.get(code, 0.0) + 1 / len(codes)
    return votes
