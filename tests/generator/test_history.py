"""What git knows of the editors' files, read from repositories that are made for it."""

import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from builder.generator import build, history
from builder.generator.changes import Part
from builder.generator.history import NONE, Change, History
from tests.generator.conftest import SAMPLE, TEMPLATES, TODAY, Repository

PROGRAM = """\
---
title: Port Program
activities:
- id: belize
  countries: [belize]
  donors: [canada]
---

## Summary

It helps the ports of many countries, large and small, to be safer places for ships and for those who work on them.

## Results

There were many, and all of them lasted.
"""
OTHER = PROGRAM.replace("Port", "Road").replace("ports", "roads").replace("ships", "cars")
SPANISH = "---\ntitle: Programa de Puertos\n---\n\n## Summary\n\nAyuda.\n"


def told(part: Part) -> str:
    where = ",".join(each.id for each in part.activities)
    return " ".join(filter(None, [part.kind, where, ",".join(part.keys), str(part.count or ""), part.words]))


def lines(found: History, file: str = "programs/p.md") -> list[str]:
    """What is told of a file, the newest first: each change's parts and its message."""
    past = found.past(file)
    changes: tuple[Change, ...] = past.changes if past else ()
    return [
        "; ".join(map(told, change.parts)) + (f" “{change.subject}”" if change.subject else "") for change in changes
    ]


P, Q, ES = "content/programs/p.md", "content/programs/q.md", "content/programs/p.es.md"
DONORS = PROGRAM.replace("[canada]", "[chile]")
NAME = PROGRAM.replace("Port Program", "Harbor Program")
BOTH = DONORS.replace("Port Program", "Harbor Program")
Commits = list[tuple[str, dict[str, str | None]]]

STORIES: list[tuple[str, Commits, list[str]]] = [
    # title, commits, what is told of content/programs/p.md
    ("created", [("Create p.md", {P: PROGRAM})], ["created"]),
    ("created with words", [("Ports, as CICTE asked", {P: PROGRAM})], ["created “Ports, as CICTE asked”"]),
    ("edited in the browser", [("Import", {P: PROGRAM}), ("Update p.md", {P: DONORS})], ["activity belize donors", "created"]),
    ("edited with words", [("Import", {P: PROGRAM}), ("As Chile wrote (#3)", {P: DONORS})], ["activity belize donors “As Chile wrote”", "created"]),
    ("a fact and a text", [("Import", {P: PROGRAM}), ("x.md", {P: NAME.replace("many,", "few,")})], ["facts title,results “x.md”", "created"]),
    ("with a donor", [("Import", {P: PROGRAM}), ("As Chile wrote", {P: DONORS, "content/donors.yml": "x"})], ["activity belize donors “As Chile wrote”", "created"]),
    ("beside other work, of which the words may speak", [("Import", {P: PROGRAM}), ("Draw faster", {P: DONORS, "builder/draw.py": "x"})], ["activity belize donors", "created"]),
    ("another program", [("Import", {P: PROGRAM}), ("New road", {Q: OTHER})], ["created"]),
    ("no program", [("Import", {P: PROGRAM}), ("Say more", {"README.md": "More."})], ["created"]),
    ("form alone", [("Import", {P: PROGRAM}), ("Tidy up", {P: PROGRAM.replace("title: Port Program", "title: 'Port Program'  ")})], ["created"]),
    ("renamed", [("Import", {Q: PROGRAM}), ("Rename q.md to p.md", {Q: None, P: PROGRAM})], ["renamed q", "created"]),
    ("renamed and edited", [("Import", {Q: PROGRAM}), ("A better name", {Q: None, P: NAME})], ["renamed q; facts title “A better name”", "created"]),
    ("renamed after edits", [("Import", {Q: PROGRAM}), ("x", {Q: DONORS}), ("y", {Q: None, P: DONORS})], ["renamed q “y”", "activity belize donors “x”", "created"]),
    ("renamed twice", [("Import", {"content/programs/o.md": PROGRAM}), ("1st", {"content/programs/o.md": None, Q: PROGRAM}), ("2nd", {Q: None, P: PROGRAM})], ["renamed q “2nd”", "renamed o “1st”", "created"]),
    ("renamed there and back", [("Import", {P: PROGRAM}), ("1st", {P: None, Q: PROGRAM}), ("2nd", {Q: None, P: PROGRAM})], ["renamed q “2nd”", "renamed p “1st”", "created"]),
    ("its old name has another program now", [("Import", {Q: PROGRAM}), ("a", {Q: None, P: PROGRAM}), ("b", {Q: OTHER}), ("c", {Q: OTHER.replace("Road", "Rail")})], ["renamed q “a”", "created"]),
    ("its name was another program's", [("Import", {P: OTHER, Q: PROGRAM}), ("a", {P: None}), ("b", {Q: None, P: PROGRAM})], ["renamed q “b”", "created"]),
    ("two exchange their names", [("Import", {P: OTHER, Q: PROGRAM}), ("a", {Q: None, P: PROGRAM, "content/programs/r.md": OTHER})], ["facts title,summary “a”", "created"]),
    ("the whole folder moved", [("Import", {"data/programs/p.md": PROGRAM}), ("x", {"data/programs/p.md": DONORS}), ("Move", {"data/programs/p.md": None, P: DONORS})], ["activity belize donors “x”", "created"]),
    ("deleted and made again", [("Import", {P: PROGRAM}), ("Out of date", {P: None}), ("It goes on", {P: NAME})], ["restored “It goes on”", "deleted “Out of date”", "created"]),
    ("a draft shown at last", [("x", {P: PROGRAM.replace("title", "draft: true\ntitle")}), ("Ready", {P: PROGRAM})], ["published “Ready”", "created “x”"]),
    ("a translation", [("Import", {P: PROGRAM}), ("Create p.es.md", {ES: SPANISH})], ["translated es", "created"]),
    ("a translation from the beginning", [("Import", {P: PROGRAM, ES: SPANISH})], ["created; translated es"]),
    ("a translation edited", [("Import", {P: PROGRAM, ES: SPANISH}), ("Mejor", {ES: SPANISH + "\nMucho.\n"})], ["translation es “Mejor”", "created; translated es"]),
    ("a translation wrapped anew", [("Import", {P: PROGRAM, ES: SPANISH}), ("Tidy up", {ES: SPANISH + "\n\n"})], ["created; translated es"]),
    ("a translation gone", [("Import", {P: PROGRAM, ES: SPANISH}), ("x", {ES: None})], ["untranslated es “x”", "created; translated es"]),
    ("renamed with its translation", [("Import", {Q: PROGRAM, "content/programs/q.es.md": SPANISH}), ("x", {Q: None, "content/programs/q.es.md": None, P: PROGRAM, ES: SPANISH}), ("y", {ES: SPANISH + "Sí."})], ["translation es “y”", "renamed q “x”", "created; translated es"]),
    ("both at once", [("Import", {P: PROGRAM, ES: SPANISH}), ("y", {P: DONORS, ES: SPANISH + "Sí."})], ["activity belize donors; translation es “y”", "created; translated es"]),
    ("a hostile message", [("<script>alert('x')</script>", {P: PROGRAM})], ["created “<script>alert('x')</script>”"]),
    ("a message with an address", [("From ana@example.org", {P: PROGRAM})], ["created “From …”"]),
    ("a file that is too odd", [("Import", {P: PROGRAM}), ("x", {P: "\0" * 20 + PROGRAM})], ["facts facts,texts “x”", "created"]),
    ("odd names around it", [("Import", {P: PROGRAM, "content/pages/ñ \"q\"\n.md": "x", "content/programs/á b.md": OTHER}), ("x", {P: DONORS, "a\tb.md": "y"})], ["activity belize donors “x”", "created"]),
]  # fmt: skip


@pytest.mark.parametrize(("commits", "expected"), [row[1:] for row in STORIES], ids=[row[0] for row in STORIES])
def test_what_is_told_of_a_program(repository: Repository, commits: Commits, expected: list[str]) -> None:
    for message, files in commits:
        repository.commit(message, files)
    assert lines(history.read(repository.content)) == expected


def test_a_change_has_its_commit_and_the_day_on_which_it_came_about(repository: Repository) -> None:
    first = repository.commit("Import", {P: PROGRAM, "content/pages/about.md": "---\ntitle: A\n---\n"})
    second = repository.commit("x", {P: DONORS})
    repository.commit("Tidy up", {P: DONORS + "\n"})
    found = history.read(repository.content)
    past = found.past("programs/p.md")
    assert past is not None
    # not when it was proposed, in June; and by the clock on the editor's wall, not that of London
    assert past.updated == dt.date(2026, 1, 2)
    assert [(each.commit, each.day) for each in past.changes] == [
        (second, dt.date(2026, 1, 2)),
        (first, dt.date(2026, 1, 1)),
    ]
    page = found.past("pages/about.md")
    assert page is not None
    assert (page.updated, page.changes) == (dt.date(2026, 1, 1), ())


def test_what_is_not_committed_has_no_history(repository: Repository) -> None:
    repository.commit("Import", {P: PROGRAM})
    (repository.top / P).write_text(DONORS, "utf-8")
    (repository.top / Q).write_text(OTHER, "utf-8")
    (repository.content / "programs/r.md").write_text(OTHER, "utf-8")
    repository.git("add", "content/programs/r.md")
    found = history.read(repository.content)
    assert lines(found) == ["created"]
    assert sorted(found.pasts) == ["programs/p.md"]


# Lines of history that part and come together


def branch(repository: Repository, name: str, message: str, files: Mapping[str, str | None]) -> None:
    """A commit on a branch that begins where main now is."""
    repository.git("checkout", "--quiet", "-b", name)
    repository.commit(message, files)
    repository.git("checkout", "--quiet", "main")


def merge(repository: Repository, name: str, message: str = "Merge branch 'side'") -> None:
    repository.git("merge", "--quiet", "--no-ff", "-m", message, name)
    repository.count += 1


def _merged(repository: Repository) -> None:
    branch(repository, "side", "Names", {P: NAME})
    repository.commit("Donors", {P: DONORS})
    merge(repository, "side", "Merge pull request #1 from ana/side\n\nNames as well")


def _pulled(repository: Repository) -> None:
    """Whoever pulls before pushing makes a merge whose first line is her own."""
    branch(repository, "side", "Mine", {Q: OTHER})
    repository.commit("Theirs", {P: DONORS})
    repository.git("checkout", "--quiet", "side")
    merge(repository, "main", "Merge branch 'main' of https://example.org/catalogue")


def _renamed_beside(repository: Repository) -> None:
    branch(repository, "side", "Donors", {P: DONORS})
    repository.commit("Rename", {P: None, Q: PROGRAM})
    merge(repository, "side")
    repository.commit("Back", {Q: None, P: DONORS})


def _edited_beside(repository: Repository) -> None:
    branch(repository, "side", "Rename", {P: None, Q: PROGRAM})
    repository.commit("Donors", {P: DONORS})
    merge(repository, "side")
    repository.commit("Back", {Q: None, P: DONORS})


def _deleted_beside(repository: Repository) -> None:
    branch(repository, "side", "Delete", {P: None})
    repository.commit("Donors", {P: DONORS})
    repository.git("merge", "--quiet", "--no-ff", "-s", "ours", "-m", "Merge branch 'side'", "side")


def _settled_in_a_merge(repository: Repository) -> None:
    branch(repository, "side", "Names", {P: NAME})
    repository.commit("Donors", {P: DONORS})
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    repository.commit("Merge branch 'side'\n\nAnd the results", {P: BOTH.replace("many,", "few,")})


def _renamed_after_a_merge(repository: Repository) -> None:
    """What bore the name before stays another file, also before the merge."""
    repository.commit("Roads", {Q: OTHER})
    branch(repository, "side", "Names", {P: NAME})
    repository.commit("Rails", {Q: OTHER.replace("Road", "Rail")})
    merge(repository, "side")
    repository.commit("Gone", {P: None})
    repository.commit("Rename", {Q: None, P: OTHER.replace("Road", "Rail")})


MERGES: list[tuple[str, Callable[[Repository], None], list[str]]] = [
    ("what a merge brings is told once", _merged, ["activity belize donors “Donors”", "facts title “Names”", "created"]),
    ("what was pulled keeps its own day and words", _pulled, ["activity belize donors “Theirs”", "created"]),
    ("an edit beside a renaming", _renamed_beside, ["renamed q “Back”", "renamed p “Rename”", "activity belize donors “Donors”", "created"]),
    ("a renaming beside an edit", _edited_beside, ["renamed q “Back”", "activity belize donors “Donors”", "renamed p “Rename”", "created"]),
    ("a deletion that was not taken over", _deleted_beside, ["activity belize donors “Donors”", "created"]),
    ("a renaming after a merge", _renamed_after_a_merge, ["renamed q “Rename”", "facts title “Rails”", "created “Roads”"]),
    ("what a merge itself did", _settled_in_a_merge, ["facts results “And the results”", "activity belize donors “Donors”", "facts title “Names”", "created"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), [row[1:] for row in MERGES], ids=[row[0] for row in MERGES])
def test_merges(repository: Repository, story: Callable[[Repository], None], expected: list[str]) -> None:
    repository.commit("Import", {P: PROGRAM})
    story(repository)
    assert lines(history.read(repository.content)) == expected


# Limits


def test_no_more_changes_are_told_than_a_page_can_bear(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST", 3)
    for number in range(4):
        repository.commit(f"Number {number}", {P: PROGRAM.replace("many", str(number))})
    past = history.read(repository.content).past("programs/p.md")
    assert past is not None
    assert [each.subject for each in past.changes] == ["Number 3", "Number 2", "Number 1"]
    assert not past.is_whole
    monkeypatch.setattr(history, "MOST", 4)
    past = history.read(repository.content).past("programs/p.md")
    assert past is not None
    assert past.is_whole
    assert len(past.changes) == 4


GIT = ("rev-parse", "config", "rev-list", "diff-tree", "cat-file")
"""What is asked of git, in this order."""


def test_git_is_run_as_often_for_many_programs_as_for_one(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    popen = subprocess.Popen

    def counted(command: list[str], **options: object) -> object:
        started.append(next(word for word in command if word in GIT))
        return popen(command, **options)  # type: ignore[call-overload]

    repository.commit("Import", {f"content/programs/p-{number}.md": PROGRAM for number in range(40)})
    repository.commit("x", {f"content/programs/p-{number}.md": DONORS for number in range(40)})
    monkeypatch.setattr(subprocess, "Popen", counted)
    found = history.read(repository.content)
    assert {len(past.changes) for past in found.pasts.values()} == {2}
    assert len(found.pasts) == 40
    assert started == ["rev-parse", "config", "rev-list", "diff-tree", "cat-file"]


# Where git tells nothing


def test_without_git_nothing_is_told(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("Import", {P: PROGRAM})
    monkeypatch.setenv("PATH", str(repository.top))
    assert history.read(repository.content) == NONE


@pytest.mark.usefixtures("no_settings")
def test_outside_a_repository_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "content/programs").mkdir(parents=True)
    (tmp_path / "content/programs/p.md").write_text(PROGRAM, "utf-8")
    assert history.read(tmp_path / "content") == NONE
    assert history.read(tmp_path / "nowhere") == NONE


def test_before_the_first_commit_nothing_is_told(repository: Repository) -> None:
    (repository.content / "programs").mkdir(parents=True)
    (repository.top / P).write_text(PROGRAM, "utf-8")
    assert history.read(repository.content) == NONE


def test_a_folder_that_git_was_not_given_has_no_history(repository: Repository) -> None:
    repository.commit("Import", {"other.md": PROGRAM, ".gitignore": "mine/\n"})
    (repository.top / "mine/programs").mkdir(parents=True)
    (repository.top / "mine/programs/p.md").write_text(PROGRAM, "utf-8")
    assert history.read(repository.top / "mine") == NONE


def test_a_hook_s_repository_is_not_taken_for_the_content_s(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("Import", {P: PROGRAM})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert lines(history.read(repository.content)) == ["created"]


def test_a_shallow_clone_is_told_with_its_cure(repository: Repository, tmp_path: Path) -> None:
    repository.commit("Import", {"sub/" + P: PROGRAM})
    repository.commit("x", {"sub/" + P: DONORS})
    repository.git("clone", "--quiet", "--depth", "1", repository.top.as_uri(), str(tmp_path / "clone"))
    content = tmp_path / "clone/sub/content"
    found = history.read(content)
    assert found.pasts == {}
    assert found.folder == "sub/content/"  # where pages are edited is right all the same
    assert [str(warning) for warning in found.warnings] == [
        f"{content}: warning: the pages tell no days and no changes: git holds only the newest commits here (a shallow "
        "clone), so they would be wrong; run 'git fetch --unshallow', or in CI have all commits fetched "
        "('fetch-depth: 0'; on GitLab 'GIT_DEPTH: 0')"
    ]
    repository.git("-C", str(tmp_path / "clone"), "fetch", "--quiet", "--unshallow")
    assert lines(history.read(content)) == ["activity belize donors “x”", "created"]


def test_a_clone_without_old_versions_is_told_with_its_cure(repository: Repository, tmp_path: Path) -> None:
    repository.commit("Import", {P: PROGRAM})
    repository.commit("x", {P: DONORS})
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("clone", "--quiet", "--filter=blob:none", repository.top.as_uri(), str(tmp_path / "clone"))
    found = history.read(tmp_path / "clone/content")
    assert found.pasts == {}
    assert [str(warning) for warning in found.warnings] == [
        f"{tmp_path / 'clone/content'}: warning: the pages tell no days and no changes: git holds only the newest versions "
        "of files here (a partial clone); clone without '--filter', or in CI check out without 'filter'"
    ]


def test_a_repository_of_someone_else_is_told_with_its_cure(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("Import", {P: PROGRAM})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr("builder.generator.git._KEPT", ("GIT_CONFIG", "GIT_CEILING", "GIT_TEST"))
    (warning,) = history.read(repository.content).warnings
    assert str(warning) == (
        f"{repository.content}: warning: the pages tell no days and no changes: git does not trust the repository because its "
        f"folder belongs to another user; run 'git config --global --add safe.directory {repository.top}'"
    )


def test_a_damaged_repository_is_told(repository: Repository) -> None:
    first = repository.commit("Import", {P: PROGRAM})
    repository.commit("x", {P: DONORS})
    (repository.top / ".git/objects" / first[:2] / first[2:]).unlink()
    (warning,) = history.read(repository.content).warnings
    assert warning.severity == "warning"
    assert re.search(r"cannot read the repository's history; run 'git fsck'\. It says: \w", warning.message)


def test_a_version_that_is_not_there_is_told_as_far_as_it_is_known(repository: Repository) -> None:
    repository.commit("Import", {P: PROGRAM})
    old = repository.git("rev-parse", f"HEAD:{P}")
    repository.commit("x", {P: DONORS})
    (repository.top / ".git/objects" / old[:2] / old[2:]).unlink()
    assert lines(history.read(repository.content)) == ["facts facts,texts “x”", "created"]


# On the pages


def made(repository: Repository, site: Path, settings: str = "") -> str:
    """The site of the sample with one program more than it has; gives that program's page."""
    text = (repository.content / "site.yml").read_text("utf-8")
    (repository.content / "site.yml").write_text(text + settings, "utf-8")
    build(repository.content, TEMPLATES, site, TODAY, history=history.read(repository.content))
    return (site / "programs/p/index.html").read_text("utf-8")


@pytest.fixture
def sample(repository: Repository) -> Repository:
    """The sample and a program with a history of its own."""
    shutil.copytree(SAMPLE, repository.content, ignore=shutil.ignore_patterns("programs", "sheets"))
    slug = next(
        line.partition(":")[0]
        for line in (SAMPLE / "countries.yml").read_text("utf-8").splitlines()
        if line[:1].islower()
    )
    text = f"---\ntitle: Port Program\nactivities:\n- id: one\n  countries: [{slug}]\n---\n\n## Summary\n\nIt helps.\n"
    repository.commit("Import", {P: text})
    for number in range(6):
        repository.commit(f"<b>Number</b> {number}", {P: text.replace("helps", f"helps {number} times")})
    repository.commit("Update p.md", {P: text.replace("- id: one", "- id: one\n  name: Ports")})
    return repository


def test_a_page_tells_when_it_was_updated_and_what_changed(sample: Repository, tmp_path: Path) -> None:
    page = made(sample, tmp_path / "site", "repository: https://github.com/oas/catalogue\nbranch: site\n")
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Last updated January 8, 2026 · What changed" in words
    assert re.search(
        r"What changed Which [^.]*\. The newest come first\. January 8, 2026 · line by line \S.*?: name of the", words
    )
    assert "&lt;b&gt;Number&lt;/b&gt; 5" in page
    assert "<b>Number" not in page
    assert "3 earlier changes" in words
    assert words.index("3 earlier changes") < words.index("Number&lt;/b&gt; 1") < words.index("Added to the catalogue.")
    assert f'href="https://github.com/oas/catalogue/commit/{sample.git("rev-parse", "HEAD")}"' in page
    assert 'href="https://github.com/oas/catalogue/edit/site/content/programs/p.md"' in page
    assert 'href="https://github.com/oas/catalogue/issues/new?title=Port%20Program&amp;body=About' in page
    assert "example.org%2Fcatalogue%2Fprograms%2Fp%2F" in page
    assert "Ana" not in page
    assert "ana@" not in page
    about = next(
        path for path in (tmp_path / "site").glob("*/index.html") if "Edit this page" in path.read_text("utf-8")
    )
    assert "Last updated" in about.read_text("utf-8")


def test_without_a_repository_s_address_mistakes_are_told_by_mail(sample: Repository, tmp_path: Path) -> None:
    page = made(sample, tmp_path / "site")
    assert "Last updated" in page
    assert "line by line" not in page
    assert "Edit this page" not in page
    assert 'href="mailto:editors@example.org?subject=Port%20Program&amp;body=About' in page


def test_the_map_of_the_site_says_when_pages_were_updated(sample: Repository, tmp_path: Path) -> None:
    made(sample, tmp_path / "site")
    rows = (tmp_path / "site/sitemap.xml").read_text("utf-8").splitlines()
    dated = {re.sub(r".*<loc>\S*?/catalogue|</loc>.*", "", row): row for row in rows if "<lastmod>" in row}
    assert "<lastmod>2026-01-08</lastmod>" in dated["/programs/p/"]
    assert all(address == "/programs/p/" or address.count("/") == 2 for address in dated)
    assert len(dated) < sum("<loc>" in row for row in rows)


def test_without_history_pages_do_not_speak_of_it(site: Path) -> None:
    pages = [path.read_text("utf-8") for path in sorted(site.rglob("*.html"))]
    assert pages
    assert not any("Last updated" in page or "What changed" in page for page in pages)
    assert "<lastmod>" not in (site / "sitemap.xml").read_text("utf-8")


def test_the_same_commit_gives_the_same_bytes(sample: Repository, tmp_path: Path) -> None:
    first = history.read(sample.content)
    sample.git("clone", "--quiet", str(sample.top), str(tmp_path / "clone"))
    assert history.read(tmp_path / "clone/content") == first
