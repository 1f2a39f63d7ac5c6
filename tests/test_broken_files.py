"""A broken file of each kind, and exactly what 'build.py check' says of it; and no damage that ends in a traceback or in silence."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import build
from builder.content import parse_program
from builder.facets import Country, Donor, Facets, Pillar, Unit
from builder.program import SECTIONS
from tests.test_content import GOOD, PORTS

PATH = "content/programs/ports.md"
OTHER = "---\ntitle: Harbors\n---\n\n## Summary\n\nHarbors are safer.\n"
SITE = "write https://… for another site, and begin with '/' for a page of this one, such as /countries/belize/"
QUOTES = "a value with ': ' in it needs quotes around it"
HTML = "is HTML and would be shown as it stands"


def _with(old: str, new: str) -> dict[str, str]:
    assert old in PORTS
    return {"programs/ports.md": PORTS.replace(old, new, 1)}


def _and(name: str, text: str) -> dict[str, str]:
    return {f"programs/{name}": text}


ROWS: list[tuple[str, dict[str, str], list[str]]] = [
    # what is broken, the files, what is told
    ("YAML with ': '", _with("title: Ports", "title: Ports: two"), [f"{PATH}:2:13: {QUOTES}"]),
    ("a special sign", _with("title: Ports", "title: @ports"), [f"{PATH}:2:8: a value that starts with a special character needs quotes around it"]),
    ("an open quote", _with("title: Ports", "title: 'Ports"), [f"{PATH}:2:8: the quote that begins here is not closed"]),
    ("a tab", _with("  countries", "\tcountries"), [f"{PATH}:7:1: indent with blanks, not with a tab"]),
    ("an indent", _with("  donors", "    donors"), [f"{PATH}:8:5: this line is indented differently from its neighbours"]),
    ("no end of the facts", {"programs/ports.md": PORTS.replace("---\n\n", "\n", 1)}, [f"{PATH}:1:1: must begin with facts between two lines '---'; the second is missing"]),
    ("no facts", {"programs/ports.md": "# Ports\n"}, [f"{PATH}:1:1: must begin with facts between two lines '---'"]),
    ("a duplicate key", _with("unit: cicte", "title: Docks"), [f"{PATH}:3:1: the key 'title' stands twice; keep one"]),
    ("two duplicate keys", _with("unit: cicte", "title: Docks\ntitle: Piers"), [
        f"{PATH}:3:1: the key 'title' stands twice; keep one",
        f"{PATH}:4:1: the key 'title' stands twice; keep one",
    ]),
    ("an unknown key", _with("aliases", "allias"), [f"{PATH}:4:1: allias: there is no such key; did you mean 'aliases'?"]),
    ("an unknown key of an activity", _with("  donors", "  doners"), [f"{PATH}:8:3: activities[0].doners: there is no such key; did you mean 'donors'?"]),
    ("no title", _with("title: Ports\n", ""), [f"{PATH}:2:1: title: is missing"]),
    ("a number for a text", _with("title: Ports", "title: 2017"), [f"{PATH}:2:8: title: '2017' must be text; put quotes around it"]),
    ("a word for a list", _with("[canada]", "canada"), [f"{PATH}:8:11: activities[0].donors: 'canada' must be a list, such as [a, b]"]),
    ("yes for true", _with("unit: cicte", "draft: yes"), [f"{PATH}:3:8: draft: 'yes' must be true or false"]),
    ("a bad date", _with("2017-04-12", "12 April 2017"), [f"{PATH}:9:10: activities[0].start: '12 April 2017' is no date; write it as 2017-04-12"]),
    ("a day that is not", _with("2017-04-12", "2017-04-31"), [f"{PATH}:9:10: activities[0].start: '2017-04-31' is no date; write it as 2017-04-12"]),
    ("an end before its start", _with("2017-04-12", "2017-04-12\n  end: 2017-04-11"), [f"{PATH}:10:8: activities[0].end: the end 2017-04-11 is before the start 2017-04-12"]),
    ("an unknown unit", _with("unit: cicte", "unit: cicta"), [f"{PATH}:3:7: unit: 'cicta' is no unit; did you mean 'cicte'?"]),
    ("a country that the facet file lacks", _with("[belize]", "[peru]"), [f"{PATH}:7:15: activities[0].countries[0]: 'peru' is no country; countries.yml lists them"]),
    ("a name for a slug", _with("[belize]", "[Belize]"), [f"{PATH}:7:15: activities[0].countries[0]: 'Belize' is no slug: only a-z, 0-9 and single hyphens"]),
    ("no web address", _with("  start", "  link: oas.org\n  start"), [f"{PATH}:9:9: activities[0].link: 'oas.org' is no web address: it must start with http:// or https://"]),
    ("two programs with one slug", _and("harbors.md", OTHER), [f"{PATH}:4:11: aliases[0]: 'harbors' is already the address of content/programs/harbors.md"]),
    ("two programs with one alias", _and("quays.md", OTHER.replace("\n---\n\n", "\naliases: [harbors]\n---\n\n")), ["content/programs/quays.md:3:11: aliases[0]: 'harbors' is already the address of content/programs/ports.md"]),
    ("aliases in a circle", _and("harbors.md", OTHER.replace("\n---\n\n", "\naliases: [ports]\n---\n\n")), [
        "content/programs/harbors.md:3:11: aliases[0]: 'ports' is already the address of content/programs/ports.md",
        f"{PATH}:4:11: aliases[0]: 'harbors' is already the address of content/programs/harbors.md",
    ]),
    ("an alias of itself", _with("[harbors]", "[ports]"), [f"{PATH}:4:11: aliases[0]: 'ports' is this page's own address"]),
    ("a page over a page", {"pages/search.md": "---\ntitle: Search\n---\n"}, ["content/pages/search.md: 'search' is an address of the catalogue itself; name the file differently"]),
    ("a file's name", _and("Ports 2.md", OTHER), ["content/programs/Ports 2.md: a file name may hold only a-z, 0-9 and single hyphens, for it is the page's address"]),
    ("an unknown heading", _with("## Summary", "## Sumary"), [f"{PATH}:12:1: '## Sumary' is no heading of a program; allowed: '## Summary', '## Objectives', '## Results'"]),
    ("a heading for no activity", _with("{#belize-2017}", "{#belize-2018}"), [f"{PATH}:16:12: no activity has the id 'belize-2018'; did you mean 'belize-2017'?"]),
    ("text before the headings", _with("## Summary", "Ports.\n\n## Summary"), [f"{PATH}:12:1: text before the first heading; put it under '## Summary'"]),
    ("an empty section", {"programs/ports.md": PORTS + "\n## Results\n"}, [f"{PATH}:20:1: warning: nothing stands under '## Results'; write its text there, or delete the line"]),
    ("raw HTML", _with("*safer*", "<b>safer</b>"), [
        f"{PATH}:14:11: '<b>' {HTML}; write Markdown (**bold**, *italic*, '- ' for a list), or '\\<' where the sign itself is meant",
        f"{PATH}:14:19: '</b>' {HTML}; write Markdown (**bold**, *italic*, '- ' for a list), or '\\<' where the sign itself is meant",
    ]),
    ("a picture without words", _with("*safer*", "![](/images/a.jpg)"), [f"{PATH}:14:11: the picture '/images/a.jpg' has no alternative text; say between '![' and ']' what it shows, for those who cannot see it"]),
    ("a picture that is not there", _with("*safer*", "![A port](/images/a.jpg)"), [f"{PATH}:14:11: '/images/a.jpg' is no picture of this catalogue; put the file into content/images/"]),
    ("a dead link", _with("*safer*", "[safer](/programs/port/)"), [f"{PATH}:14:19: '/programs/port/' is no page of this catalogue; did you mean '/programs/ports/'?"]),
    ("a link without its end", _with("*safer*", "[safer](/about)"), [f"{PATH}:14:19: '/about' is no page of this catalogue; its address ends with '/'"]),
    ("a dead anchor", _with("*safer*", "[safer](/about/#more)"), [f"{PATH}:14:19: the link to '/about/#more' leads to a place that the page /about/ does not have"]),
    ("no link at all", _with("*safer*", "[safer](safer)"), [f"{PATH}:14:19: the link to 'safer' leads nowhere; {SITE}"]),
    ("a link to a draft", {**_with("*safer*", "[safer](/programs/d/)"), **_and("d.md", OTHER.replace("---\n\n", "draft: true\n---\n\n"))}, [f"{PATH}:14:19: warning: '/programs/d/' is a draft; until it is published, the words are shown without the link"]),
    ("a review line whose sheet does not exist", _with("---\n\n", "review:\n- 'chile/b.txt#7: is it so?'\n---\n\n"), [f"{PATH}:11:3: warning: review[0]: 'chile/b.txt#7' is no sheet that was imported; the booklet is not under content/sheets/; put it there and import it, or mend its name"]),
]  # fmt: skip


def _checked(files: dict[str, str], folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    for name, text in (GOOD | files).items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    build.main(["check"])
    return capsys.readouterr().err.splitlines()[:-1]


@pytest.mark.parametrize(("files", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_is_told(
    files: dict[str, str],
    expected: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _checked(files, tmp_path, capsys) == expected


# --- any damage ---

FACETS = Facets(
    countries={"belize": Country(name="Belize", code="BZ")},
    donors={"canada": Donor(name="Canada")},
    pillars={"security": Pillar(name="Security", description="Safety.")},
    units={"cicte": Unit(name="Committee against Terrorism", pillar="security")},
)
WHOLE = """\
---
title: Ports
unit: cicte
pillar: security
aliases: [harbors]
evidence:
  title: The Ports program helps.
activities:
- id: belize-2017
  countries: [belize]
  name: 'Ports: evaluations'
  donors: [canada]
  start: 2017-04-12
  end: 2017-12-31
  link: https://example.org/
---

## Summary

Ports are *safer*.

## Results

### Belize {#belize-2017}

One [port](/about/).
"""
LINES = WHOLE.splitlines(keepends=True)
FACT_LINES = [number for number, line in enumerate(LINES) if re.match(r"(- |  )?[a-z]+:", line)]
SLUG_LINES = [number for number, line in enumerate(LINES) if re.match(r"unit|pillar|  (countries|donors)", line)]
VALUE_LINES = [number for number in FACT_LINES if not LINES[number].rstrip().endswith(":")]
HEADING_LINES = [number for number, line in enumerate(LINES) if line.startswith("#")]


def _line(number: int, change: Callable[[str], str]) -> str:
    return "".join([*LINES[:number], change(LINES[number]), *LINES[number + 1 :]])


def _key(line: str) -> str:
    return re.match(r"(?:- |  )?", line)[0]  # type: ignore[index]


DAMAGE: list[tuple[str, list[int], Callable[[str], str]]] = [
    # the damage, the lines it can befall, what it makes of one
    ("no colon", FACT_LINES, lambda line: line.replace(":", "", 1)),
    ("no blank after the colon", VALUE_LINES, lambda line: line.replace(": ", ":", 1)),
    ("another key", FACT_LINES, lambda line: line.replace(":", "x:", 1)),
    ("a key in capitals", FACT_LINES, lambda line: _key(line) + line[len(_key(line)) :].capitalize()),
    ("a line twice", FACT_LINES, lambda line: line + line.replace("- ", "  ")),
    ("a tab", [number for number in FACT_LINES if LINES[number][0] == " "], lambda line: "\t" + line),
    ("too far right", [number for number in FACT_LINES if number > 8 and LINES[number][0] == " "], lambda line: " " + line),
    ("an open bracket", VALUE_LINES, lambda line: line.replace(": ", ": [", 1)),
    ("a quote", VALUE_LINES, lambda line: line.replace(": ", ": \"", 1)),
    ("a list for a word", [number for number in VALUE_LINES if "[" not in LINES[number]], lambda line: line.replace(": ", ": [", 1).rstrip() + "]\n"),
    # of a fact that may be absent, an empty line says just that
    ("nothing", [number for number in VALUE_LINES if re.search("title|id|\\[", LINES[number])], lambda line: line.split(": ")[0] + ":\n"),
    ("another slug", SLUG_LINES, lambda line: re.sub(r"([a-z])(\]?\n)", r"\1q\2", line)),
    ("a heading of another name", HEADING_LINES, lambda line: line.replace("##", "## X", 1).replace("#}", "}").replace("{#", "{#x")),
    ("no end of the facts", [LINES.index("---\n", 1)], lambda line: ""),
    ("HTML", HEADING_LINES, lambda line: line + "<br>\n"),
]  # fmt: skip


@pytest.mark.parametrize(("befalls", "damage"), [row[1:] for row in DAMAGE], ids=[row[0] for row in DAMAGE])
def test_no_damage_passes_in_silence(befalls: list[int], damage: Callable[[str], str]) -> None:
    assert parse_program(WHOLE, "ports", "ports.md", FACETS)[1] == []
    assert befalls
    for number in befalls:
        broken = _line(number, damage)
        assert broken != WHOLE
        assert parse_program(broken, "ports", "ports.md", FACETS)[1], broken


sign = st.sampled_from(
    [*" \n\t-#:'\"[]{},&*!|>%@`~<()=\\", "é", "\x00", "\x85", "\u2028", "---\n", "## ", "{#x}", "<b>", "- ", "a"]
)
place = st.integers(0, len(WHOLE))


@given(st.lists(st.tuples(place, st.integers(0, 12), sign), min_size=1, max_size=4))
@example([(WHOLE.index("## Summary"), 2, "")])
@example([(170, 0, "---\n")])
def test_whatever_happens_to_a_file_is_told_or_kept(damages: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for begin, size, new in damages:
        text = text[:begin] + new + text[begin + size :]
    program, problems = parse_program(text, "ports", "ports.md", FACETS)
    for problem in problems:
        assert problem.message
        assert 0 <= problem.line <= text.count("\n") + 2
    if problems:
        return
    assert program is not None
    # whatever is not told is in the program: no word is lost in silence
    held = [getattr(texts, kind) for texts in (program.texts, *program.own_texts.values()) for kind in SECTIONS]
    body = re.split(r"(?m)^---\n", text, maxsplit=2)[2:]
    for word in re.findall(r"[A-Za-z]{2,}", re.sub(r"(?m)^#.*$", "", "".join(body))):
        assert any(word in text for text in held), word
