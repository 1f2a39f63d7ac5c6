"""A new program file, in which comments explain each key."""

import json
import re
import textwrap
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder import frontmatter
from builder.content import load_facets
from builder.content.told import Told, entries, told
from builder.editing.fields import Field, Schema, fields_of, schema_of
from builder.facets import Facets
from builder.problems import Problem, ProblemsError
from builder.program import Facts
from builder.slugs import slug_of

FOR_THE_IMPORT = ("sheet",)
"""What nobody writes by hand."""

_WIDTH = 100
_BEFORE_DRAFT = "While the next line is here, the program stays out of the site. Delete it to publish the program."
_BEFORE_FACTS = """\
Everything below is optional. To state a fact, delete the "# " before it, and change what stands behind the colon. \
Lines that begin with "##" only explain. Delete them, and whatever you do not need, as you like. \
What nobody says is left out, never guessed. All keys with more examples: .github/FIELDS.md"""
_BEFORE_TEXTS = """\
The texts go below the line "---" that follows, each under its heading; leave out a heading without a text. \
What only one activity tells goes under a heading with its id:"""
_TEXTS = """\
## Summary

What the program is and does, in a few sentences.

## Objectives

What it is to achieve.

## Results

What came of it.

### {name} {{#{id}}}

What came of it there."""


def new_program(content: Path, title: str) -> Path:
    """Writes the file of a program that is called so, as a draft; gives back where.

    Raises ProblemsError where no file can be made of the title, or another program has that address.
    """
    title = " ".join(title.split())
    title = "".join(letter for letter in title if unicodedata.category(letter) not in ("Cc", "Cs"))
    folder = content / "programs"
    slug = slug_of(title)
    if wrong := _obstacle(content, folder, title, slug):
        raise ProblemsError([wrong])
    path = folder / f"{slug}.md"
    folder.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(_text(title, slug, load_facets(content, []), set(_aliases(folder))))
    return path


def _obstacle(content: Path, folder: Path, title: str, slug: str) -> Problem | None:
    """Why the program cannot be made, and what to do."""
    path = folder / f"{slug}.md"
    if not content.is_dir():
        return Problem(str(content), 0, 0, "", "is no folder; run this where it is, or name it with --content")
    if not title:
        message = 'the program has no title; write it in quotes, as in: python build.py new "Harbor Safety Program"'
        return Problem(str(folder), 0, 0, "title", message)
    if not slug:
        message = f"'{title}' has no letter or digit to make a file name of; write the program's name in words"
        return Problem(str(folder), 0, 0, "title", message)
    if path.exists():
        message = f"is there already, and '{title}' would have the same name; change that file, or choose another title"
        return Problem(str(path), 0, 0, "", message)
    if other := _aliases(folder).get(slug):
        mine, position = other
        message = (
            f"'{slug}' is an old address of this program, which '{title}' would take over; "
            "change this file, choose another title, or delete the alias here"
        )
        return mine.problem(("aliases", position), message)
    return None


def _aliases(folder: Path) -> Mapping[str, tuple[Told, int]]:
    """Each alias with the program that has it, and its position there; a file that cannot be read has none."""
    found: dict[str, tuple[Told, int]] = {}
    for path in sorted(folder.glob("*.md")):
        mine, _ = told(path.read_text("utf-8", errors="replace"), path.stem, str(path), "facts")
        if mine is None:
            continue
        for position, alias in enumerate(entries(mine.facts.get("aliases"))):
            if isinstance(alias, str):
                found.setdefault(alias, (mine, position))
    return found


def _text(title: str, slug: str, facets: Facets, taken: set[str]) -> str:
    """The whole file."""
    schema = schema_of(Facts)
    inner = schema["properties"]["activities"]["items"]
    activity = _examples(inner, facets)
    alias = f"old-{slug}"
    while alias in taken:
        alias = f"old-{alias}"
    example = _examples(schema, facets) | {"title": title, "aliases": [alias], "activities": [activity]}
    blocks = _blocks(frontmatter.dump(Facts.model_validate_json(json.dumps(example))))
    optional = [field for field in fields_of(schema) if field.name in blocks and field.name not in ("title", "draft")]
    parts = [
        _title(title),
        _explained(_BEFORE_DRAFT) + blocks["draft"],
        _explained(_BEFORE_FACTS),
        *(_as_comment(field, blocks[field.name], inner) for field in optional),
        _explained(_BEFORE_TEXTS) + _explained_texts(activity, facets),
    ]
    return f"{frontmatter.FENCE}\n{_BLANK.join(parts)}{frontmatter.FENCE}\n"


_BLANK = "\n"
"""Between the parts, which end their last line themselves."""


def _title(title: str) -> str:
    """The line that states it; in quotes where YAML needs them."""
    dumped = frontmatter.dump(Facts(title=title))
    with_signs = f"title: {json.dumps(title, ensure_ascii=False)}\n"  # the dumper writes every emoji as a number
    return with_signs if "\\U" in dumped and frontmatter.parse(with_signs, "")[0] == {"title": title} else dumped


def _examples(schema: Schema, facets: Facets) -> dict[str, Any]:
    """A value for each key that has an example; slugs are such as the catalogue has."""
    found = {}
    for field in fields_of(schema):
        value = field.example
        if field.facet:
            known = getattr(facets, field.facet)
            one = next((each for each in (value if isinstance(value, list) else [value]) if each in known), None)
            one = one or next(iter(known), None)
            value = one and ([one] if isinstance(value, list) else one)
        if value is not None and field.name not in FOR_THE_IMPORT:
            found[field.name] = value
    if countries := found.get("countries"):
        found["id"] = f"{countries[0]}-{found['start'][:4]}"
    return found


def _blocks(dumped: str) -> dict[str, str]:
    """The lines of each key."""
    parts = re.split(r"(?m)^(?=\w+:)", dumped)[1:]
    return {part.partition(":")[0]: part for part in parts}


def _as_comment(field: Field, block: str, inner: Schema) -> str:
    """A key's lines as a comment, with those that explain it above; `inner` is what an activity holds."""
    lines = _explained(_meaning(field)).splitlines()
    within = {each.name: each for each in fields_of(inner)} if field.name == "activities" else {}
    for line in block.splitlines():
        key = re.match(r"(?:- |  )(\w+):", line)
        if key and key[1] in within:
            lines += _explained(_meaning(within[key[1]]), "  ").splitlines()
        lines.append(f"# {line}")
    return "\n".join(lines) + "\n"


def _meaning(field: Field) -> str:
    choices = f" Which there are: {field.facet}.yml." if field.facet else ""
    return f"{field.meaning}{choices}".replace("`", "'")


def _explained(words: str, indent: str = "") -> str:
    """Words for people, in lines that stay comments where all others become facts."""
    start = f"## {indent}"
    return textwrap.fill(words, _WIDTH, initial_indent=start, subsequent_indent=start, break_on_hyphens=False) + "\n"


def _explained_texts(activity: Mapping[str, Any], facets: Facets) -> str:
    country = facets.countries.get(next(iter(activity.get("countries", ())), ""))
    texts = _TEXTS.format(name=country.name if country else "Belize", id=activity["id"])
    return "".join(f"##     {line}".rstrip() + "\n" for line in ["", *texts.splitlines()])
