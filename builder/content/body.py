"""The texts of a program file under their headings."""

import io
import re
from collections.abc import Mapping, Sequence

from builder import frontmatter
from builder.formwords import built_in, word_key
from builder.problems import Problem, did_you_mean
from builder.program import SECTIONS, Program, Section, Texts

HEADING = re.compile(r"(#{2,3})[ \t]+(.*)")
ACTIVITY_ID = re.compile(r"\{#([^{}]*)\}$")
CODE_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")


_HEADINGS: Mapping[str, Section] = {name: name for name in SECTIONS}
"""The headings of a program's file."""


def headings_in(language: str) -> Mapping[str, Section]:
    """The headings of a translation: those of a program's file, or the form's in that language."""
    said = built_in().get(language.partition("-")[0])
    named = said.headings.model_dump() if said else {}
    return {**{word_key(word): kind for kind in SECTIONS for word in named.get(kind, ())}, **_HEADINGS}


def texts_of(
    document: frontmatter.Document, path: str, ids: Sequence[str] | None, headings: Mapping[str, Section] = _HEADINGS
) -> tuple[Texts, dict[str, Texts], list[Problem]]:
    """The texts under `## Summary | Objectives | Results`, and those under an activity's `### … {#id}` in them.

    `ids` are those of the activities; None where they are not known. `headings`: the section by its folded heading.
    """
    problems: list[Problem] = []

    def wrong(message: str, number: int, column: int = 1) -> None:
        problems.append(Problem(path, number, column, "", message))

    gathered: dict[tuple[str | None, str], list[str]] = {}
    opened: dict[tuple[str | None, str], tuple[int, str]] = {}
    section, owner, early = "", None, False
    fenced, fenced_at = "", 0
    for number, line in enumerate(io.StringIO(document.body, newline=None).read().split("\n"), document.body_line):
        fence = CODE_FENCE.fullmatch(line)
        heading = None if fenced else HEADING.fullmatch(line)
        words = heading[2].rstrip("# \t") if heading else ""
        own = ACTIVITY_ID.search(words)
        if fence and not fenced:
            fenced, fenced_at = fence[1], number
        elif fence and fence[1].startswith(fenced) and not fence[2].strip():
            fenced = ""
        if heading and heading[1] == "##":
            said = words.lower() if headings is _HEADINGS else word_key(words)
            section, owner = headings.get(said, said), None
            if section not in SECTIONS:
                known = ", ".join(f"'## {name.capitalize()}'" for name in SECTIONS)
                wrong(f"'{line.strip()}' is no heading of a program; allowed: {known}", number)
            elif (None, section) in gathered:
                wrong(f"'{line.strip()}' stands twice; put the texts under one", number)
            else:
                opened[None, section] = number, line.strip()
            gathered.setdefault((None, section), [])
        elif heading and own and section:
            owner = own[1].strip()
            if ids is not None and owner not in ids:
                wrong(f"no activity has the id '{owner}'{did_you_mean(owner, ids)}", number, line.index("{#") + 1)
            elif (owner, section) in gathered:
                wrong(f"'{line.strip()}' stands twice; put the texts under one", number)
            else:
                opened[owner, section] = number, line.strip()
            gathered.setdefault((owner, section), [])
        elif section:
            gathered[owner, section].append(line)
        elif line.strip() and not early:
            wrong("text before the first heading; put it under '## Summary'", number)
            early = True
    if fenced:
        wrong(f"the code block that begins here is not closed; write '{fenced}' on the line below its end", fenced_at)
    for (whose, name), (number, shown) in opened.items():
        holds_others = whose is None and any(other is not None and kind == name for other, kind in gathered)
        if not (holds_others or any(line.strip() for line in gathered[whose, name])):
            message = f"nothing stands under '{shown}'; write its text there, or delete the line"
            problems.append(Problem(path, number, 1, "", message, "warning"))

    def texts(whose: str | None) -> Texts:
        return Texts(**{name: "\n".join(gathered.get((whose, name), ())).strip() for name in SECTIONS})

    owners = dict.fromkeys(whose for whose, _ in gathered if whose is not None)
    return texts(None), {whose: held for whose in owners if (held := texts(whose))}, problems


def format_program(program: Program, heading: Mapping[str, str]) -> str:
    """The program as the text of its file. `heading` gives each activity id the words of its `###` heading."""
    parts = [f"{frontmatter.FENCE}\n{frontmatter.dump(program.facts)}{frontmatter.FENCE}\n"]
    for name in SECTIONS:
        common = getattr(program.texts, name)
        own = [
            f"### {heading[activity.id]} {{#{activity.id}}}\n\n{text}"
            for activity in program.facts.activities
            if (text := getattr(program.own_texts.get(activity.id, Texts()), name))
        ]
        if common or own:
            parts.append("\n\n".join([f"## {name.capitalize()}", *([common] if common else []), *own]) + "\n")
    return "\n".join(parts)
