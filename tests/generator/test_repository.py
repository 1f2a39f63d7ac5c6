"""Where pages lead for those who edit, and for those who found a mistake."""

from types import SimpleNamespace
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest

from builder.generator.repository import Repository, repository
from builder.settings import Site


def made(url: str | None, branch: str = "main", folder: str = "content/") -> Repository:
    contact = SimpleNamespace(email="editors@example.org")
    return repository(cast(Site, SimpleNamespace(repository=url, branch=branch, contact=contact)), folder)


GITHUB = "https://github.com/oas/catalogue"
GITLAB = "https://gitlab.example.org/oas/group/catalogue"

PLACES = [
    # title, url, branch, folder, edit, commit
    ("GitHub", GITHUB, "main", "content/", f"{GITHUB}/edit/main/content/programs/a.md", f"{GITHUB}/commit/1f"),
    ("with a slash", GITHUB + "/", "main", "content/", f"{GITHUB}/edit/main/content/programs/a.md", f"{GITHUB}/commit/1f"),
    ("as one clones it", GITHUB + ".git", "main", "content/", f"{GITHUB}/edit/main/content/programs/a.md", f"{GITHUB}/commit/1f"),
    ("a branch", GITHUB, "site/né w", "content/", f"{GITHUB}/edit/site/n%C3%A9%20w/content/programs/a.md", f"{GITHUB}/commit/1f"),
    ("at the repository's top", GITHUB, "main", "", f"{GITHUB}/edit/main/programs/a.md", f"{GITHUB}/commit/1f"),
    ("deep inside", GITHUB, "main", "a b/c#d/", f"{GITHUB}/edit/main/a%20b/c%23d/programs/a.md", f"{GITHUB}/commit/1f"),
    ("GitHub of one's own", "https://github.example.org/o/c", "main", "content/", "https://github.example.org/o/c/edit/main/content/programs/a.md", "https://github.example.org/o/c/commit/1f"),
    ("GitLab", GITLAB, "main", "content/", f"{GITLAB}/-/edit/main/content/programs/a.md", f"{GITLAB}/-/commit/1f"),
    ("another host", "https://code.example.org/oas/gitlab", "main", "content/", "", ""),
    ("none", None, "main", "content/", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "branch", "folder", "edit", "commit"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES]
)
def test_where_files_and_commits_are(url: str | None, branch: str, folder: str, edit: str, commit: str) -> None:
    found = made(url, branch, folder)
    assert found.edit("programs/a.md") == edit
    assert found.commit("1f") == commit
    assert found.commits("programs/a.md") == edit.replace("/edit/", "/commits/")


TITLE, BODY = 'Ports & "more" <é>', "About: https://example.org/?a=b&c\n\nWhat is wrong?"


@pytest.mark.parametrize(
    ("url", "start", "title", "body"),
    [
        (GITHUB, f"{GITHUB}/issues/new?", "title", "body"),
        (GITLAB, f"{GITLAB}/-/issues/new?", "issue[title]", "issue[description]"),
        ("https://code.example.org/oas/c", "mailto:editors@example.org?", "subject", "body"),
        (None, "mailto:editors@example.org?", "subject", "body"),
    ],
)
def test_where_a_mistake_is_reported(url: str | None, start: str, title: str, body: str) -> None:
    address = made(url).report(TITLE, BODY)
    assert address.startswith(start)
    assert "+" not in address
    assert not set(address) & set(' "<>\n')
    lines = BODY.replace("\n", "\r\n") if start.startswith("mailto") else BODY
    assert parse_qs(urlsplit(address).query) == {title: [TITLE], body: [lines]}


def test_a_title_of_any_length_makes_an_address_that_hosts_take() -> None:
    assert len(made(GITHUB).report("word " * 1000, BODY)) < 2000
