"""Pages of a PDF that cannot be read, or not well: which, why, and what helps."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from builder.importer.pdf.leaf import UNREADABLE, Leaf
from builder.problems import Problem, Severity

MOST_WORDS = 6_000
"""A page full of small print has some 1,500."""
_FEW_WORDS = 10
"""A page whose pictures hold what it says has no more beside them: a number, a stamp."""


def page_problems(path: Path, leaves: Sequence[Leaf]) -> list[Problem]:
    """What is wrong with pages of a PDF, of which the others can be read."""
    kinds: dict[str, list[int]] = {name: [] for name in _PAGES}
    name = f"{path.parent.name}/{path.name}"
    for leaf in leaves:
        if kind := _wrong(leaf):
            kinds[kind].append(leaf.number)
    return [
        Problem(
            str(path), 0, 0, "", f"{_numbered(numbers)} of {name} {message if len(numbers) == 1 else many}", severity
        )
        for (message, many, severity), numbers in ((_PAGES[kind], numbers) for kind, numbers in kinds.items())
        if numbers
    ]


_OCR = "run OCR first (for example ocrmypdf) and import again"
_PAGES: Mapping[str, tuple[str, str, Severity]] = {
    # by what is wrong: what is told of one page, what of more
    "broken": (
        "is damaged and cannot be read; fetch the file again, or save it as PDF again from where it was written",
        "are damaged and cannot be read; fetch the file again, or save it as PDF again from where it was written",
        "error",
    ),
    "picture": (f"is a picture; {_OCR}", f"are pictures; {_OCR}", "error"),
    "unreadable": (
        f"is printed in letters of which the file does not say which they are; {_OCR}",
        f"are printed in letters of which the file does not say which they are; {_OCR}",
        "error",
    ),
    "gaps": (
        f"has letters of which the file does not say which they are; look for {UNREADABLE} in what is read",
        f"have letters of which the file does not say which they are; look for {UNREADABLE} in what is read",
        "warning",
    ),
    "crowded": (
        "holds far more words than a sheet does, and was left out; save its sheets as pages of their own",
        "hold far more words than a sheet does, and were left out; save their sheets as pages of their own",
        "error",
    ),
    "mostly a picture": (
        f"is mostly a picture; if that shows a text, {_OCR}",
        f"are mostly pictures; if those show a text, {_OCR}",
        "warning",
    ),
    "blank": ("is blank", "are blank", "warning"),
}


def rejected(leaf: Leaf) -> str | None:
    """Why no sheet can be read from a page, whatever stands on it; None where one may."""
    kind = _wrong(leaf)
    if kind is None or _PAGES[kind][2] == "warning":
        return None
    return f"page {leaf.number} {_PAGES[kind][0]}"


def _wrong(leaf: Leaf) -> str | None:
    """What is wrong with a page, if anything is."""
    if not leaf.width:
        return "broken"
    if not leaf.words and not any(widget.value for widget in leaf.widgets):
        return "picture" if leaf.picture else "blank"
    if len(leaf.words) > MOST_WORDS:
        return "crowded"
    if unreadable := sum(UNREADABLE in word.text for word in leaf.words):
        return "unreadable" if 3 * unreadable > len(leaf.words) else "gaps"
    return "mostly a picture" if leaf.picture and len(leaf.words) <= _FEW_WORDS else None


def _numbered(pages: Sequence[int]) -> str:
    """Such as `page 3`, `pages 3, 5 and 7 to 9`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    parts = [text for run in runs for text in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"page {listed}" if len(pages) == 1 else f"pages {listed}"
