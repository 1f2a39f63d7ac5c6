"""Building again makes only what has changed, and gives what building from nothing gives. CATALOGUE_SERIES says how many series of edits are tried."""

import datetime as dt
import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, meta

from builder import generator
from builder.program import Program

ROOT = Path(__file__).parents[1]

CONTENT = ROOT / "tests/real"
SERIES = int(os.environ.get("CATALOGUE_SERIES", "2"))
TODAY = dt.date(2020, 1, 1)


class Desk:
    """Where an editor works: content, templates and a site that is built again and again."""

    def __init__(self, folder: Path) -> None:
        self.move(folder)
        self.today = TODAY

    def begin(self) -> None:
        shutil.copytree(CONTENT, self.content)
        shutil.copytree(ROOT / "templates", self.templates)
        self.put(self.content / "site.yml", "languages: [en, es, pt, fr]", "languages: [en, es]")

    def move(self, folder: Path) -> None:
        self.folder = folder
        self.content, self.templates, self.site = (folder / name for name in ("content", "templates", "site"))

    def build(self) -> generator.Built:
        # translations are read once for each process, and here they change
        generator.prepared.render.translations.cache_clear()
        return generator.build(
            self.content, self.templates, self.site, self.today, searched=False, cache=self.folder / "cache"
        )

    def fresh(self) -> dict[str, bytes]:
        """The site built from nothing."""
        generator.prepared.render.translations.cache_clear()
        generator.build(self.content, self.templates, self.folder / "fresh", self.today, searched=False)
        return files(self.folder / "fresh")

    @property
    def programs(self) -> list[Path]:
        return sorted(path for path in (self.content / "programs").glob("*.md") if "." not in path.stem)

    def put(self, path: Path, old: str, new: str) -> None:
        text = path.read_text("utf-8")
        assert old in text, (path, old)
        path.write_text(text.replace(old, new, 1), "utf-8")


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module", autouse=True)
def pieces() -> Iterator[None]:
    """Here even a short file has several pieces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator.downloads.long, "MANY", 2)
        patch.setattr(generator.downloads.long, "ENDS", tuple("01234567"))
        yield


@pytest.fixture(scope="module")
def first(pieces: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, generator.Built]:
    """A desk where the site was built once, and what that told."""
    desk = Desk(tmp_path_factory.mktemp("first") / "desk")
    desk.begin()
    return desk.folder, desk.build()


@pytest.fixture
def desk(first: tuple[Path, generator.Built], tmp_path: Path) -> Desk:
    """One of one's own, where it was built already."""
    shutil.copytree(first[0], tmp_path / "desk")
    return Desk(tmp_path / "desk")


# What an editor may do: each is given where to do it, and a source of chance.


def text(desk: Desk, chance: random.Random) -> None:
    path = chance.choice(desk.programs)
    path.write_text(re.sub(r"\. ", f", number {chance.random()}. ", path.read_text("utf-8"), count=1), "utf-8")


def title(desk: Desk, chance: random.Random) -> None:
    path = chance.choice(desk.programs)
    letter = chance.choice("ABMZ")
    path.write_text(re.sub(r"(?m)^title: .*$", f"title: {letter} program", path.read_text("utf-8"), count=1), "utf-8")


def facts(desk: Desk, chance: random.Random) -> None:
    path = chance.choice(desk.programs)
    day = f"  start: 20{chance.randrange(10, 30)}-01-01\n"
    told = re.sub(r"(?m)^  (start|end): .*\n", "", path.read_text("utf-8"))
    path.write_text(re.sub(r"(?m)^- id: .*\n", lambda found: found[0] + day, told), "utf-8")


def add(desk: Desk, chance: random.Random) -> None:
    path = desk.content / f"programs/new-{chance.randrange(10**6)}.md"
    countries = ", ".join(chance.sample(["belize", "chile", "dominica"], 2))
    path.write_text(
        f"---\ntitle: New {chance.random()}\nactivities:\n- id: one\n  countries: [{countries}]\n---\n\n## Summary\n\nNew.\n",
        "utf-8",
    )


def draft(desk: Desk, chance: random.Random) -> None:
    path = chance.choice(desk.programs)
    told = path.read_text("utf-8")
    path.write_text(
        told.replace("draft: true\n", "")
        if "\ndraft: true\n" in told
        else told.replace("title:", "draft: true\ntitle:", 1),
        "utf-8",
    )


def rename(desk: Desk, chance: random.Random) -> None:
    from builder import editing

    editing.rename(desk.content, chance.choice(desk.programs).stem, f"renamed-{chance.randrange(10**6)}")


def delete(desk: Desk, chance: random.Random) -> None:
    path = chance.choice(desk.programs)
    for each in (path, *path.parent.glob(f"{path.stem}.*.md")):
        each.unlink(missing_ok=True)


def facet(desk: Desk, chance: random.Random) -> None:
    path = desk.content / chance.choice(["donors.yml", "countries.yml", "units.yml", "pillars.yml"])
    names = re.findall(r"(?m)^  name: .*$", path.read_text("utf-8"))
    desk.put(path, chance.choice(names), f"  name: Name {chance.random()}")


def donor(desk: Desk, chance: random.Random) -> None:
    slug = f"donor-{chance.randrange(10**6)}"
    with (desk.content / "donors.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{slug}:\n  name: Donor {slug}\n")
    path = chance.choice(desk.programs)
    told = re.sub(r"(?m)^  donors:.*\n(  - .*\n)*", "", path.read_text("utf-8"))
    path.write_text(re.sub(r"(?m)^- id: .*\n", lambda found: f"{found[0]}  donors: [{slug}]\n", told), "utf-8")


def page(desk: Desk, chance: random.Random) -> None:
    target = chance.choice([path.stem for path in desk.programs])
    (desk.content / "pages/new.md").write_text(
        f"---\ntitle: New page {chance.choice('AB')}\n---\n\n[There](/programs/{target}/)\n", "utf-8"
    )


def template(desk: Desk, chance: random.Random) -> None:
    path = desk.templates / chance.choice(["program.html", "macros/show.html", "country.html", "base.html", "feed.xml"])
    path.write_text(path.read_text("utf-8") + f"<!-- {chance.random()} -->\n", "utf-8")


def style(desk: Desk, chance: random.Random) -> None:
    (desk.templates / "styles/99-new.css").write_text(f"p {{ margin: {chance.randrange(99)}px }}", "utf-8")


def word(desk: Desk, chance: random.Random) -> None:
    path = desk.templates / "locale/es/LC_MESSAGES/messages.po"
    found = re.search(r'msgid "Programs"\nmsgstr "(.*)"', path.read_text("utf-8"))
    assert found
    desk.put(path, found[0], f'msgid "Programs"\nmsgstr "P{chance.randrange(10**6)}"')


def settings(desk: Desk, chance: random.Random) -> None:
    path = desk.content / "site.yml"
    path.write_text(re.sub(r"(?m)^tagline: .*$", f"tagline: T{chance.random()}", path.read_text("utf-8")), "utf-8")


def day(desk: Desk, chance: random.Random) -> None:
    desk.today += dt.timedelta(days=chance.choice([1, 400]))


def spoil(desk: Desk, chance: random.Random) -> None:
    """Somebody changes the finished site by hand."""
    path = chance.choice([path for path in sorted(desk.site.rglob("*")) if path.is_file()])
    path.unlink()
    if chance.random() < 0.5:
        path.write_bytes(b"spoiled")


EDITS = (
    text,
    title,
    facts,
    add,
    draft,
    rename,
    delete,
    facet,
    donor,
    page,
    template,
    style,
    word,
    settings,
    day,
    spoil,
)


def broken(desk: Desk) -> list[str]:
    """Why it cannot be built; a link may lead to what was deleted."""
    try:
        desk.build()
    except generator.publish.ProblemsError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_after_an_edit_the_site_is_what_it_would_be_from_nothing(
    desk: Desk, edit: Callable[[Desk, random.Random], None]
) -> None:
    edit(desk, random.Random(3))
    assert broken(desk) == []
    assert files(desk.site) == desk.fresh()


@pytest.mark.parametrize("seed", range(SERIES))
def test_after_any_edits_the_site_is_what_it_would_be_from_nothing(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        saved = desk.folder / "saved"
        shutil.rmtree(saved, ignore_errors=True)
        shutil.copytree(desk.content, saved)
        done = [chance.choice(EDITS) for _ in range(chance.choice([1, 1, 3]))]
        for edit in done:
            if len(desk.programs) > 3 or edit is not delete:
                edit(desk, chance)
        if broken(desk):
            shutil.rmtree(desk.content)
            shutil.copytree(saved, desk.content)
            desk.build()
        assert files(desk.site) == desk.fresh(), [edit.__name__ for edit in done]


def test_nothing_changed_draws_next_to_nothing(first: tuple[Path, generator.Built], desk: Desk) -> None:
    from_nothing = first[1]
    assert from_nothing.drawn == from_nothing.pages
    again = desk.build()
    assert again.drawn == 4, "the pages of the search and the data, which tell of everything"
    desk.put(desk.programs[0], "## Summary\n\n", "## Summary\n\nNew. ")
    assert 4 < desk.build().drawn < from_nothing.pages / 3


PLANNED = "programs/inter-american-network-for-police-development-and-professionalization/"
ITS_LISTS = {"programs/", "units/dps/", "pillars/security/"}
ONGOING = "programs/program-for-the-prevention-of-violence-and-crime/"

DAYS = [
    # from one day to another: pages that change in each language, and whether files to take home are made
    ("nothing begins or ends", dt.date(2020, 1, 1), dt.date(2020, 1, 2), set(), False),
    ("nor in half a year", dt.date(2020, 1, 1), dt.date(2020, 6, 30), set(), False),
    ("a day earlier", dt.date(2020, 1, 2), dt.date(2020, 1, 1), set(), False),
    ("a program begins", dt.date(2020, 6, 30), dt.date(2020, 7, 1), {PLANNED, *ITS_LISTS}, True),
    ("it is to begin once more", dt.date(2020, 7, 1), dt.date(2020, 6, 30), {PLANNED, *ITS_LISTS}, True),
    ("what goes on is drawn to the year's end", dt.date(2019, 12, 31), dt.date(2020, 1, 1), {ONGOING}, False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "shown", "told"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_on_another_day_only_what_changed_is_made_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, one: dt.date, other: dt.date, shown: set[str], told: bool
) -> None:
    desk.today = one
    desk.build()
    before = files(desk.site)
    made: list[str] = []
    write_all = generator.downloads.write_all

    def watched(team: Any, order: Any, tasks: Any, *others: Any) -> Any:
        made.extend(task.place for task in tasks)
        return write_all(team, order, tasks, *others)

    desk.today = other
    with monkeypatch.context() as patch:
        patch.setattr(generator.downloads, "write_all", watched)
        # what another process does, nobody sees here
        patch.setattr(generator.making.workers, "begun", nullcontext)
        built = desk.build()
    after = files(desk.site)
    assert after == desk.fresh()
    changed = {place for place in after if after[place] != before.get(place)}
    pages = {place.removesuffix("index.html") for place in changed if place.endswith("index.html")}
    assert pages >= {f"{folder}{page}" for folder in ("", "es/") for page in ("data/", *shown)}
    assert {page for page in pages if re.fullmatch("programs/[^/]+/", page)} == {PLANNED, ONGOING} & shown
    assert (len(pages), built.drawn) == (2, 4) if not shown else built.drawn < built.pages / 3
    assert ("data/v1/programs.csv" in changed) == bool(made) == told


def test_another_machine_takes_over_what_it_was_given(desk: Desk) -> None:
    """Copied with its cache, a site has other times, and another place."""
    for path in desk.site.rglob("*"):
        os.utime(path, (1, 1))
    desk.folder.rename(desk.folder.with_name("moved"))
    desk.move(desk.folder.with_name("moved"))
    assert desk.build().drawn == 4


DAMAGED = [
    ("cut off", lambda held: held[: len(held) // 2]),
    ("one letter", lambda held: held.replace(b"programs", b"pr0grams", 1)),
    ("empty", lambda held: b""),
    ("no text", lambda held: b"\xff" * 99),
    ("of another form", lambda held: b"[]"),
    ("code", lambda held: b"cos\nsystem\n(S'false'\ntR."),
]  # fmt: skip


@pytest.mark.parametrize("damage", [row[1] for row in DAMAGED], ids=[row[0] for row in DAMAGED])
def test_a_damaged_record_is_thrown_away(desk: Desk, damage: Callable[[bytes], bytes]) -> None:
    before = files(desk.site)
    path = desk.folder / "cache/build.json"
    path.write_bytes(damage(path.read_bytes()))
    built = desk.build()
    assert built.drawn == built.pages
    assert files(desk.site) == before
    assert desk.build().drawn == 4


@pytest.mark.parametrize("damage", [row[1] for row in DAMAGED], ids=[row[0] for row in DAMAGED])
def test_what_is_kept_of_programs_is_thrown_away_when_damaged(desk: Desk, damage: Callable[[bytes], bytes]) -> None:
    before = files(desk.site)
    path = desk.folder / "cache/programs.json"
    kept = path.read_bytes()
    path.write_bytes(damage(kept))
    assert desk.build().drawn == 4
    assert files(desk.site) == before
    assert path.read_bytes().partition(b"\n")[2] != damage(kept).partition(b"\n")[2]


def test_what_has_not_changed_is_not_parsed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from builder.content import programs

    parsed = []
    parse = programs._files

    def counted(slug: str, *others: Any) -> programs.ProgramFile:
        parsed.append(slug)
        return parse(slug, *others)

    monkeypatch.setattr(programs, "_files", counted)
    shutil.rmtree(desk.folder / "cache")
    desk.build()
    assert sorted({*parsed}) == [path.stem for path in desk.programs]
    parsed.clear()
    desk.build()
    assert parsed == []
    path = desk.programs[2]
    # of the same size, and as old: what the file system tells may not be all that is looked at
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("the", "eth", 1), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    desk.build()
    assert path.stem in parsed
    assert files(desk.site) == desk.fresh()


def test_a_program_that_was_kept_tells_the_same(desk: Desk) -> None:
    from builder import content

    facets = content.load_facets(desk.content, [])
    memory = content.Memory()
    read = content.load_programs(desk.content, facets, [], [], memory)
    again = content.Memory(memory.slugs)
    content.remember(again, json.loads(json.dumps(dict(content.rows(memory)))), desk.content / "programs")
    kept = content.load_programs(desk.content, facets, [], [], again)
    names = Program.__dataclass_fields__
    assert [[getattr(each, name) for name in names] for each in kept] == [
        [getattr(each, name) for name in names] for each in read
    ]


def spare(desk: Desk) -> Path:
    (found,) = (desk.folder / "cache/before").iterdir()
    return found


SPOILED: list[tuple[str, Callable[[Path], object]]] = [
    ("is gone", shutil.rmtree),
    ("has a file that no build wrote", lambda path: (path / "stray.html").write_text("stray")),
    ("has one in a folder of pages", lambda path: (path / "programs/stray.html").write_text("stray")),
    ("lacks a page", lambda path: (path / "programs/index.html").unlink()),
    ("has a folder for a page", lambda path: [(path / "index.html").unlink(), (path / "index.html").mkdir()]),
    ("has another page", lambda path: [(path / "index.html").unlink(), (path / "index.html").write_text("other")]),
]


@pytest.mark.parametrize("spoil", [row[1] for row in SPOILED], ids=[row[0] for row in SPOILED])
def test_the_site_before_the_last_may_be_spoiled(desk: Desk, spoil: Callable[[Path], object]) -> None:
    chance = random.Random(1)
    text(desk, chance)
    desk.build()
    spoil(spare(desk))
    text(desk, chance)
    assert broken(desk) == []
    assert files(desk.site) == desk.fresh()


def test_what_an_editor_takes_out_of_the_site_does_not_come_back(desk: Desk) -> None:
    chance = random.Random(2)
    (desk.site / "CNAME").write_text("example.org")
    for _ in range(2):
        text(desk, chance)
        desk.build()
        assert (desk.site / "CNAME").read_text() == "example.org"
    (desk.site / "CNAME").unlink()
    for _ in range(2):
        text(desk, chance)
        desk.build()
        assert not (desk.site / "CNAME").exists()


def test_what_is_shown_is_never_written_into(desk: Desk) -> None:
    """The new site begins from files that the shown one has as well, under second names."""
    chance = random.Random(3)
    for _ in range(3):
        before, shown = files(desk.site), {path: path.stat().st_ino for path in desk.site.rglob("*.html")}
        with (desk.site / "index.html").open("rb") as reader:
            edit = chance.choice([text, title, facts])
            edit(desk, chance)
            desk.build()
            assert reader.read() == before["index.html"]
        kept = spare(desk) if (desk.folder / "cache/before").is_dir() else None
        if kept:
            assert files(kept) == before
        assert sum(path.stat().st_ino == shown.get(path) for path in desk.site.rglob("*.html")) > 10


def test_one_template_tells_the_day_of_the_build() -> None:
    """Its page is drawn each time; another one that told it would have to be, too."""
    files = (path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".xml", ".txt"))
    assert [path.name for path in files if "catalogue.today" in path.read_text("utf-8")] == ["data.html"]


def test_a_template_tells_all_that_it_uses() -> None:
    """What a change of one template touches is found without reading any as Jinja does; both find the same."""
    made = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    for name in generator.prepared.render.sources(ROOT / "templates"):
        source = (ROOT / "templates" / name).read_text("utf-8")
        assert set(generator.prepared.render.used_in(source)) == set(meta.find_referenced_templates(made.parse(source)))
