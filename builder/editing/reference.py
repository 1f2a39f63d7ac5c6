"""The editors' reference: every key of every file, from the same models that check them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from builder import facets as facet_files
from builder.content.pages import PageFacts
from builder.content.translations import TranslationFacts
from builder.editing.fields import Field, Schema, fields_of, holds, schema_of
from builder.program import Facts
from builder.settings import Site

QUOTING: tuple[tuple[object, str, str, str], ...] = (
    ("Ports: Evaluations", 'name: "Ports: Evaluations"', "name: Ports: Evaluations", "a colon and a space"),
    ("Dock #1", 'name: "Dock #1"', "name: Dock #1", "a space and `#`, from which all is lost as a comment"),
    (
        "@CICTE_OAS",
        'name: "@CICTE_OAS"',
        "name: @CICTE_OAS",
        "a special sign first: ``@ ` % & * ! | > [ ] { } # , ? -``",
    ),
    (
        '"Safe" docks',
        "name: '\"Safe\" docks'",
        'name: "Safe" docks',
        "a quotation mark first: put the other kind around it",
    ),
    ("2017", 'name: "2017"', "name: 2017", "a text that looks like a number, a day, `true`, `false` or `null`"),
    (
        ["Belize, south", "Chile"],
        'also: ["Belize, south", Chile]',
        "also: [Belize, south, Chile]",
        "a comma within an item of a list",
    ),
)
"""What YAML takes for something else unless it stands in quotes: what is meant, written right, written wrong, why."""

_HEAD = """\
# The field reference

Every key that may stand in a file of `content/`: what it means, what it holds, and an example. How to change a file in
the browser is told in [CONTRIBUTING.md](CONTRIBUTING.md).

<!-- Made from the schema by "make schema"; what is changed here by hand is lost. -->

- [How these files are written](#how-these-files-are-written)
{contents}
- [In VS Code](#in-vs-code)

## How these files are written

A program's file has two parts. Between two lines `---` stand its facts, the *front matter*: a key, a colon, a space,
and a value. Below them stand its texts.

```markdown
---
{example}---

## Summary

What the program is and does.
```

- Most values are written as they are. **Quotes** are needed around some:

  | write | not | because of |
  |---|---|---|
{quoting}

- A **list** stands on one line, `countries: [belize, chile]`, or below its key, each item on a line after `- `.
- What belongs to a key is **indented** by two spaces, never by a tab. The order of keys makes no difference.
- A **slug** is a short name as addresses have it: `united-states`. It has only a-z, 0-9 and single hyphens. Countries,
  donors, pillars and units have theirs in `countries.yml`, `donors.yml`, `pillars.yml` and `units.yml`.
- A **day** is written year, month, day: `2017-04-12`. A language is told by its **code**: `en`, `es`, `pt`, `fr`.
- A line that begins with `#` is a **comment** for other editors. Nothing reads it.
- What nobody knows is left out, with its key. Nothing is ever guessed.

Keys in **bold** must be there; all others may be left out.
"""

_TEXTS = """\
### The texts

Below the facts, each text stands under its heading. There are three; leave out what has no text.

```markdown
## Summary

What the program is and does.

## Objectives

What it is to achieve.

## Results

What came of it.

### Belize {#belize-2017}

What came of it there.
```

- What only one activity tells stands, under any of the three, below a heading `###` of any words that ends with the
  activity's `id` in `{#…}`.
- Write plain Markdown: paragraphs, lists, *emphasis*, links, pictures. HTML is not allowed.
- A link within the site begins with `/`: `[Belize](/countries/belize/)`.
- A picture lies in `content/images/`, and needs words for those who do not see it:
  `![A patrol boat in the harbor of Belize City](/images/patrol.jpg)`.
"""

_TRANSLATION = """\
`programs/SLUG.es.md`, `.pt.md`, `.fr.md`: the program `SLUG` in another language. It has a title, and texts under
the same headings or those that the form has in that language. The facts are those of the program's own file, and are
not said again.
"""

_TAIL = """\
## In VS Code

The folder `.vscode` brings settings and descriptions of all these keys. With the extension
[YAML](https://marketplace.visualstudio.com/items?itemName=redhat.vscode-yaml), which VS Code offers to install, the
`.yml` files are checked while you write, `Ctrl+Space` lists keys and slugs, and a key explains itself when the pointer
rests on it.

The extension does not look into Markdown files yet. The front matter of programs and pages is checked in other ways: by
the task **Check** (menu *Terminal*, *Run Task…*), which marks each problem in its line; by `make serve`, which shows it
on the page; and on each pull request. Should the extension learn to read front matter, the settings are there.

`make schema` brings the slugs to choose from up to date when a facet file has changed.
"""


def field_reference() -> str:
    """The whole page, as Markdown for GitHub."""
    sections = dict(_sections())
    contents = "\n".join(f"- [{title}](#{_anchor(title)})" for title in sections)
    head = _HEAD.format(contents=contents, example=_short_example(), quoting="\n".join(map(_quoting_row, QUOTING)))
    return "\n".join([head, *(f"## {title}\n\n{text}" for title, text in sections.items()), _TAIL])


def write_reference(path: Path) -> tuple[Path, ...]:
    """Writes the page where it has changed; gives back what was written."""
    text = field_reference()
    if path.is_file() and path.read_bytes() == text.encode():
        return ()
    path.write_text(text, "utf-8", newline="\n")
    return (path,)


def _sections() -> Iterator[tuple[str, str]]:
    program = schema_of(Facts)
    activity = program["properties"]["activities"]["items"]
    yield (
        "A program",
        f"`programs/SLUG.md`: one file for each program. Its name is the address of the page.\n\n{_table(program)}\n"
        f"### An activity\n\nEach entry under `activities`.\n\n{_table(activity)}\n{_TEXTS}",
    )
    yield "A translation", f"{_TRANSLATION}\n{_table(schema_of(TranslationFacts))}"
    about = "`pages/SLUG.md`: any other page, such as About. Below its facts stands Markdown, without HTML."
    yield "A page", f"{about}\n\n{_table(schema_of(PageFacts))}"
    slugs = _example_slugs(program)
    for stem, model in facet_files.FILES.items():
        schema = schema_of(model)
        about = (
            f"`{stem}.yml`. {model.__doc__} Each entry begins with a slug, which programs use and which never changes. "
            "Its keys stand below, indented."
        )
        entry = f"```yaml\n{_entry(slugs[stem], schema)}```"
        others = f"Under `translations`, for each language by its code:\n\n{_table(_of_translations(schema))}"
        yield stem.capitalize(), f"{about}\n\n{entry}\n\n{_table(schema)}\n{others}"
    site = schema_of(Site)
    inner = "\n".join(
        f"Under `{name}`:\n\n{_table(held)}" for name, held in site["properties"].items() if "properties" in held
    )
    yield "The site", f"`site.yml`: what all pages share.\n\n{_table(site)}\n{inner}"


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _of_translations(schema: Schema) -> Schema:
    held: Schema = next(iter(schema["properties"]["translations"]["patternProperties"].values()))
    return held


def _table(schema: Schema) -> str:
    rows = ["| key | what it means | what it holds | example |", "|---|---|---|---|"]
    for field in fields_of(schema):
        key = f"**`{field.name}`**" if field.is_required else f"`{field.name}`"
        cells = (key, field.meaning, _held(field), _example(field))
        rows.append("| " + " | ".join(map(_cell, cells)) + " |")
    return "\n".join(rows) + "\n"


def _held(field: Field) -> str:
    words = holds(field.schema)
    default = "" if field.default is None else f"; without it, `{_flow(field.default)}`"
    return f"{words}{default}"


def _example(field: Field) -> str:
    return "see below" if field.example is None else f"`{_line(field)}`"


def _line(field: Field) -> str:
    """The key with a value, as a file has it."""
    if isinstance(field.example, list | dict):
        return f"{field.name}: {_flow(field.example)}"
    day = field.schema.get("format") == "date"
    value = dt.date.fromisoformat(field.example) if day else field.example
    return yaml.safe_dump({field.name: value}, allow_unicode=True, width=10**6).removesuffix("\n")


def _flow(value: Any) -> str:
    """YAML on one line."""
    dumped = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False)
    return dumped.removesuffix("\n").removesuffix("\n...")


def _short_example() -> str:
    """A program's front matter with what most have."""
    program = schema_of(Facts)
    lines = {
        field.name: _line(field)
        for schema in (program["properties"]["activities"]["items"], program)
        for field in fields_of(schema)
        if field.example is not None
    }
    inner = "\n".join(f"{'- ' if key == 'id' else '  '}{lines[key]}" for key in ("id", "countries", "donors", "start"))
    return f"{lines['title']}\n{lines['unit']}\nactivities:\n{inner}\n"


def _example_slugs(program: Schema) -> Mapping[str, str]:
    """A slug of each facet file, from the examples of the keys that refer to it."""
    fields = (*fields_of(program), *fields_of(program["properties"]["activities"]["items"]))
    return {
        field.facet: field.example[0] if isinstance(field.example, list) else field.example
        for field in fields
        if field.facet
    }


def _entry(slug: str, schema: Schema) -> str:
    """An entry of a facet file, with its main keys."""
    required = [field for field in fields_of(schema) if field.is_required]
    return f"{slug}:\n" + "".join(f"  {_line(field)}\n" for field in required)


def _quoting_row(row: tuple[object, str, str, str]) -> str:
    _, right, wrong, why = row
    return f"  | `{right}` | `{wrong}` | {_cell(why)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
