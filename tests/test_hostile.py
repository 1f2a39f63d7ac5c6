"""What nobody should write and somebody will: told with its place, or shown as harmless text; nothing runs, hangs or gets out."""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder import content, generator
from builder.ledger import load_ledger
from builder.problems import Problem, ProblemsError

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "tests/golden/expected/content"
TODAY = dt.date(2020, 1, 1)
PROGRAM = "programs/x.md"


def program(facts: str = "", text: str = "Text.", title: str = "X") -> str:
    return f"---\ntitle: {title}\n{facts}---\n\n## Summary\n\n{text}\n"


def _laughs() -> str:
    """A billion of them, had anyone the patience to follow."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    return "\n".join(lines) + "\n"


Spoil = str | bytes | Callable[[Path], object]

TOLD: list[tuple[str, str, Spoil, str]] = [
    ("aliases of aliases", PROGRAM, program(_laughs()), "needs quotes around it"),
    ("a tag that makes an object", PROGRAM, program("unit: !!python/object/apply:os.system [ls]\n"), "needs quotes around it"),
    ("deep lists", PROGRAM, program(f"unit: {'[' * 5000}{']' * 5000}\n"), "maximum nesting depth"),
    ("deep maps", PROGRAM, program(f"unit: {'{a: ' * 3000}b{'}' * 3000}\n"), "maximum nesting depth"),
    ("deep blocks", PROGRAM, program("unit:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 1200))), "maximum nesting depth"),
    ("a number without end", PROGRAM, program(f"start: {'9' * 100_000}\n"), "start"),
    ("ten megabytes of a title", PROGRAM, program(title="x" * 10_000_000), "has 10 MB, and at most 1"),
    ("ten megabytes of a line", PROGRAM, program(text="x" * 10_000_000), "has 10 MB, and at most 1"),
    ("ten megabytes of donors", "donors.yml", "#" * 10_000_000, "has 10 MB, and at most 1"),
    ("no text", PROGRAM, b"---\ntitle: \xff\n---\n", "is not UTF-8 text"),
    ("a link out of the folder", PROGRAM, lambda path: path.symlink_to("/etc/passwd"), "put the file itself here"),
    ("a link to itself", PROGRAM, lambda path: path.symlink_to(path), "put the file itself here"),
    ("settings from elsewhere", "site.yml", lambda path: (path.unlink(), path.symlink_to("/etc/passwd")), "put the file itself here"),
    ("a picture from elsewhere", "images/x.png", lambda path: path.symlink_to("/etc/passwd"), "put the picture itself here"),
    ("a pipe", "site.yml", lambda path: (path.unlink(), os.mkfifo(path)), "is no file"),
    ("a folder for a file", "site.yml", lambda path: (path.unlink(), path.mkdir()), "is no file"),
    ("a name of signs", "programs/😀.md", program(), "only a-z, 0-9 and single hyphens"),
    ("a name in capitals", "programs/X.md", program(), "only a-z, 0-9 and single hyphens"),
    ("a name that Windows keeps", "programs/con.md", program(), "Windows has no files of the name 'con'"),
    ("a name with a backslash", "programs/a\\..\\x.md", program(), "only a-z, 0-9 and single hyphens"),
    ("an alias out of the folder", PROGRAM, program("aliases: [../../x]\n"), "only a-z, 0-9 and single hyphens"),
    ("an id out of the page", PROGRAM, program("activities:\n- id: '\"><script>'\n"), "only a-z, 0-9 and single hyphens"),
    ("a file name of 240 letters", f"programs/{'a' * 240}.md", program(), "at most 200 letters"),
    ("an alias of 300 letters", PROGRAM, program(f"aliases: [{'a' * 300}]\n"), "at most 200 letters"),
    ("a facet slug of 300 letters", "donors.yml", f"{'d' * 300}:\n  name: X\n", "at most 200 letters"),
    ("a facet slug out of the folder", "donors.yml", "../x:\n  name: X\n", "only a-z, 0-9 and single hyphens"),
    ("a script for a link", PROGRAM, program('activities:\n- id: a\n  link: "javascript:alert(1)"\n'), "is no web address"),
    ("a script for an address", "site.yml", lambda path: path.write_text(path.read_text().replace("url: https:", "url: javascript:")), "url"),
    ("a page in the place of the site's own", "pages/index.md", "---\ntitle: A\n---\n", "is an address of the catalogue itself"),
    *(
        (f"a script in a text: {text!r}", PROGRAM, program(text=text), message)
        for text, message in [
            ("[x](javascript:alert)", "leads nowhere"),
            ("[x](JaVaScRiPt:alert)", "leads nowhere"),
            ("[x](&#106;avascript:alert)", "leads nowhere"),
            ("[x](javascript&colon;alert)", "leads nowhere"),
            ("[x](<java\tscript:alert>)", "leads nowhere"),
            ("[x](<\x01javascript:alert>)", "leads nowhere"),
            ("[x](data:text/html;base64,PHNjcmlwdD4=)", "leads nowhere"),
            ("[x](vbscript:x)", "leads nowhere"),
            ("[x](file:///etc/passwd)", "leads nowhere"),
            ("[x](//example.org/)", "leads nowhere"),
            ("[x](\\\\example.org)", "leads nowhere"),
            ("[x][y]\n\n[y]: javascript:alert", "leads nowhere"),
            ("<javascript:alert>", "leads nowhere"),
            ("![x](javascript:alert)", "is not one of this catalogue"),
            ("![x](data:image/svg+xml,x)", "is not one of this catalogue"),
            ("![x](/images/../../x.png)", "is no picture of this catalogue"),
            ("<script>alert(1)</script>", "is HTML"),
            ("<img src=x onerror=alert(1)>", "is HTML"),
            ("<a href=javascript:alert(1)>x</a>", "is HTML"),
            ("<svg onload=alert(1)>", "is HTML"),
        ]
    ),
]  # fmt: skip


def put(folder: Path, name: str, held: Spoil) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(held, str):
        path.write_text(held, "utf-8")
    elif isinstance(held, bytes):
        path.write_bytes(held)
    else:
        held(path)


@pytest.mark.parametrize(("name", "held", "message"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_it_is_told_with_its_place(tmp_path: Path, name: str, held: Spoil, message: str) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    put(tmp_path / "content", name, held)
    with pytest.raises(ProblemsError) as told:
        generator.prepare(tmp_path / "content", ROOT / "templates", TODAY)
    assert [problem for problem in told.value.problems if message in str(problem) and name in problem.path]


HIDDEN = [
    ("turned around", "Safe \u202egnp.exe", "Safe gnp.exe", "U+202E"),
    ("isolated", "A \u2066b", "A b", "U+2066"),
    ("parted", "se\u200bcurity", "security", "U+200B"),
    ("a mark in the middle", "a\ufeffb", "ab", "U+FEFF"),
    ("a nul", "X\0", "X", "U+0000"),
    ("a sign to a terminal", "a\x1b[31mb", "a[31mb", "U+001B"),
    ("Arabic", "البرنامج", "البرنامج", ""),
    ("Hebrew with its mark", "תוכנית\u200f!", "תוכנית\u200f!", ""),
    ("a family of one sign", "👩\u200d👧", "👩\u200d👧", ""),
]


@pytest.mark.parametrize(("title", "shown", "sign"), [row[1:] for row in HIDDEN], ids=[row[0] for row in HIDDEN])
def test_a_sign_that_nobody_sees_is_left_out_and_told(tmp_path: Path, title: str, shown: str, sign: str) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    put(tmp_path / "content", PROGRAM, program(title=title))
    loaded, problems = content.load(tmp_path / "content")
    assert [each.facts.title for each in loaded.programs if each.slug == "x"] == [shown]
    expected = f"a sign that nobody sees ({sign}) is left out, as are all its like; delete it"
    column = 8 + next((number for number, letter in enumerate(title) if f"U+{ord(letter):04X}" == sign), 0)
    path = str(tmp_path / "content" / PROGRAM)
    assert problems == ([Problem(path, 2, column, "", expected, "warning")] if sign else [])


ESCAPED = [
    ("turned around", r"Safe \u202egnp.exe", "Safe gnp.exe", "U+202E"),
    ("parted", r"se\u200bcurity", "security", "U+200B"),
    ("a nul", r"X\0", "X", "U+0000"),
    ("a sign to a terminal", r"a\x1b[31m\u202eb", "a[31mb", "U+001B"),
    ("an accent", r"a\u00f1o", "año", ""),
    ("a backslash", r"a\\u202eb", r"a\u202eb", ""),
]


@pytest.mark.parametrize(("title", "shown", "sign"), [row[1:] for row in ESCAPED], ids=[row[0] for row in ESCAPED])
def test_so_it_is_where_it_is_written_as_an_escape(tmp_path: Path, title: str, shown: str, sign: str) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    put(tmp_path / "content", PROGRAM, program(title=f'"{title}"'))
    put(tmp_path / "content", "pages/y.md", f'---\ntitle: "{title}"\n---\n\nText.\n')
    pillars = (tmp_path / "content/pillars.yml").read_text("utf-8")
    put(tmp_path / "content", "pillars.yml", f'{pillars}z:\n  name: "{title}"\n  description: X\n')
    loaded, problems = content.load(tmp_path / "content")
    assert [each.facts.title for each in loaded.programs if each.slug == "x"] == [shown]
    assert [each.title for each in loaded.pages if each.slug == "y"] == [shown]
    assert loaded.facets.pillars["z"].name == shown
    assert [
        (Path(each.path).name, each.field, each.severity) for each in problems if sign and sign in each.message
    ] == (
        [("pillars.yml", "z.name", "warning"), ("x.md", "title", "warning"), ("y.md", "title", "warning")]
        if sign
        else []
    )
    assert len(problems) == (3 if sign else 0)


def test_a_ledger_as_deep_as_the_sea_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.ledger.json").write_text("[" * 200_000)
    problems: list[Problem] = []
    assert load_ledger(tmp_path / "x.ledger.json", problems) == ()
    assert "is no ledger any more" in problems[0].message


SCRIPT = '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">'
BREAKS = f"\"'>]]>-->{{{{ 7*7 }}}}</title></script></textarea>{SCRIPT}"
"""Whatever it stands in, it tries to get out of."""

SIZE = 20_000

BOMBS = {
    "brackets": "[" * SIZE,
    "links": "[a](" * (SIZE // 4),
    "pictures": "![" * (SIZE // 2),
    "emphasis": "*a **b " * (SIZE // 7),
    "stars": "*" * SIZE,
    "quotes": "> " * (SIZE // 2) + "x",
    "lists": "".join(f"{' ' * (2 * depth)}- x\n" for depth in range(300)),
    "backticks": "".join("`" * number + "a " for number in range(1, 400)),
    "references": "[a]: /countries/\n" * 1000 + "\n" + "[a]" * (SIZE // 3),
    "table": "|a" * 5000 + "\n" + "|-" * 5000 + "\n",
    "entities": "&#x" * (SIZE // 3),
    "headings": "#" * SIZE,
}
"""Texts that a careless reader of Markdown reads for ever."""


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All that is allowed, and meant ill."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(CONTENT, folder / "content")
    bad = quoted(BREAKS)
    facets = {
        "donors.yml": f"\nbad-donor:\n  name: {bad}\n  also: [{bad}]\n\n{'d' * 200}:\n  name: Long\n",
        "units.yml": f"\nbad-unit:\n  name: {bad}\n  acronym: {bad}\n",
        "countries.yml": f"\nbad-country:\n  name: {bad}\n  code: US\n  in_sentence: {bad}\n",
        "pillars.yml": f"\nbad-pillar:\n  name: {bad}\n  description: {bad}\n",
    }
    for name, more in facets.items():
        path = folder / "content" / name
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    escaped = BREAKS.replace("<", "\\<").replace("[", "\\[").replace("]", "\\]").replace("*", "\\*")
    for name in ("bad-one", "bad-two"):
        facts = (
            f"unit: bad-unit\npillar: bad-pillar\nreview: [{bad}]\ndecided: {{title: {bad}}}\nevidence: {{unit: {bad}}}\n"
            f"activities:\n- id: a\n  name: {bad}\n  beneficiaries: {bad}\n  sheet: {bad}\n  countries: [bad-country]\n"
            f"  donors: [bad-donor]\n  start: 2019-01-01\n  end: 2021-01-01\n  link: 'https://example.org/?a=%22&#39;onload=x'\n"
            f"  evidence: {{start: {bad}}}\n  decided: {{end: {bad}}}\n"
        )
        text = f"{escaped}\n\n#### {escaped}\n\n[{escaped}](https://example.org/%22onclick=alert(1))\n\n`{BREAKS}`\n\n### {escaped} {{#a}}\n\nOwn."
        put(folder / "content", f"programs/{name}.md", program(facts, text, bad))
    for name, text in BOMBS.items():
        put(folder / "content", f"programs/{name}.md", program(text=text))
    put(folder / "content", f"programs/{'a' * 200}.md", program())
    put(folder / "content", "pages/bad.md", f"---\ntitle: {bad}\n---\n\n{escaped}\n")
    settings = folder / "content/site.yml"
    lines = settings.read_text("utf-8").splitlines()
    told = [
        f"{line.partition(':')[0]}: {bad}"
        if line.startswith(("title:", "tagline:", "description:", "organization:", "source:"))
        else line
        for line in lines
    ]
    settings.write_text("\n".join(told) + "\n", "utf-8")
    generator.build(folder / "content", ROOT / "templates", folder / "site", TODAY, searched=False)
    yield folder
    shutil.rmtree(folder)


def test_nothing_is_written_beside_the_site(site: Path) -> None:
    assert sorted(path.name for path in site.iterdir()) == ["content", "site"]


def test_no_script_of_an_editor_runs(site: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
    """Without the policy that would stop it, too: the text itself is harmless."""
    home = serve(site / "site")
    pages = [
        path
        for path in sorted((site / "site").rglob("*.html"))
        if "bad" in path.as_posix() or path.parent.parent == site / "site"
    ]
    assert len(pages) > 15
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        for path in pages:
            page.goto(f"{home}/{path.relative_to(site / 'site').as_posix()}", wait_until="load")
            assert page.evaluate("window.pwned") is None, path
            assert (
                page.evaluate(
                    "[...document.querySelectorAll('*')].flatMap(each => [...each.attributes]).filter(each => each.name.startsWith('on')).length"
                )
                == 0
            ), path
            links = page.evaluate(
                "[...document.querySelectorAll('[href], [src], [action]')].map(each => new URL(each.href?.baseVal ?? each.href ?? each.src ?? each.action, location).protocol)"
            )
            assert set(links) <= {"http:", "https:", "mailto:"}, path
        assert [url for url in asked if not url.startswith(home)] == []


def test_feeds_and_data_are_whole(site: Path) -> None:
    import json

    from lxml import etree

    strict = etree.XMLParser(resolve_entities=False, huge_tree=True)
    found = sorted((site / "site").rglob("*.xml")) + sorted((site / "site").rglob("*.atom"))
    assert len(found) > 5
    for path in found:
        etree.parse(str(path), strict)
    told = json.loads((site / "site/data/v1/programs.json").read_text("utf-8"))
    assert {each["title"] for each in told["programs"]} >= {BREAKS}
