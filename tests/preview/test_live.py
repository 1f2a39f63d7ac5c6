"""What an editor meets with a browser beside the editor's program."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.preview import Preview
from tests.preview.conftest import LONG, TEMPLATES, Said, today

Start = Callable[..., Preview]
expect.set_options(timeout=LONG * 1000)

BALLOTS = "programs/ballots.md"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose scripts must not fail, and that the policy of the site's pages must not hinder."""
    opened = browser.new_page()
    opened.set_default_timeout(LONG * 1000)
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    opened.on("console", lambda said: failures.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    opened.close()
    assert failures == []


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def follow(page: Page, address: str) -> None:
    """Opens a page and waits until it hears of changes."""
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-preview", re.compile("live"))


def panel(page: Page) -> str:
    return page.locator(".dock").inner_text()


def test_a_saved_change_is_seen_a_mistake_is_told_and_mended(
    page: Page, copied: Callable[[], Path], running: Start
) -> None:
    content, said = copied(), Said()
    preview = running(content, said=said)
    assert said.until("3 programs") == "3 programs, no problems; 1 draft is shown, marked as such"
    follow(page, f"{preview.url}programs/ballots/")
    path = content / BALLOTS

    change(path, "lantern light", "the light of the moon")
    expect(page.get_by_text("Ballots are counted by the light of the moon.")).to_be_visible()
    assert said.until("changed") == f"{path} changed: 3 programs, no problems"
    expect(page.locator(".dock")).to_be_hidden()
    expect(page.locator(".badge")).to_be_hidden()

    change(path, "donors: [canada]", "donors: [canda]")
    expect(page.locator(".dock")).to_be_visible()
    told = panel(page)
    assert "1 error" in told
    assert "activities[0].donors[0]" in told
    assert "did you mean 'canada'?" in told
    assert said.until("1 error") == f"{path} changed: 1 error; the pages stay as they were"
    link = page.locator(".problem__place a")
    assert link.inner_text() == f"{path}:6:12"
    assert link.get_attribute("href") == f"vscode://file{path.resolve()}:6:12"
    assert page.locator(".problem__line code").inner_text() == "  donors: [canda]"
    assert page.locator("mark").inner_text() == "canda"
    expect(page.get_by_text("by the light of the moon")).to_be_visible()

    change(path, "start: 2017-04-12", "start: soon")
    expect(page.locator(".panel__title")).to_have_text("2 errors")

    page.goto(f"{preview.url}countries/belize/")
    expect(page.locator(".dock")).to_be_visible()

    change(path, "donors: [canda]", "donors: [canada]")
    expect(page.locator(".panel__title")).to_have_text("1 error")
    change(path, "start: soon", "start: 2017-04-13")
    expect(page.locator(".dock")).to_be_hidden()
    expect(page.locator(".badge")).to_be_hidden()


def test_only_pages_that_changed_are_loaded_again(page: Page, copied: Callable[[], Path], running: Start) -> None:
    content, said = copied(), Said()
    preview = running(content, said=said)
    follow(page, f"{preview.url}about/")
    page.evaluate("() => { window.kept = true; }")
    change(content / BALLOTS, "lantern light", "daylight")
    said.until("ballots.md changed")
    change(content / "pages" / "about.md", "invented", "made up")
    expect(page.get_by_text("It is made up.")).to_be_visible()
    assert page.evaluate("() => window.kept") is None
    page.evaluate("() => { window.kept = true; }")
    change(content / BALLOTS, "title: Ballots", "titel: Ballots")
    expect(page.locator(".dock")).to_be_visible()
    assert page.evaluate("() => window.kept") is True
    change(content / BALLOTS, "titel: Ballots", "title: Ballots")
    expect(page.locator(".dock")).to_be_hidden()
    assert page.evaluate("() => window.kept") is True


def test_the_place_on_the_page_is_kept(page: Page, copied: Callable[[], Path], running: Start) -> None:
    content = copied()
    preview = running(content)
    change(content / "pages" / "about.md", "It is invented.", "It is invented.\n\n" + "\n\n".join(["Words."] * 200))
    follow(page, f"{preview.url}about/")
    expect(page.get_by_text("Words.").first).to_be_visible()
    page.evaluate("() => scrollTo({ top: 1234, behavior: 'instant' })")
    # not typed, for then the browser would scroll to the field
    page.get_by_label("Search programs").evaluate(
        "field => { field.focus({ preventScroll: true }); field.value = 'harb'; }"
    )
    change(content / "pages" / "about.md", "title: About the sample", "title: About this sample")
    expect(page.locator("h1")).to_have_text("About this sample")
    page.wait_for_function("() => scrollY === 1234")
    expect(page.get_by_label("Search programs")).to_be_focused()
    expect(page.get_by_label("Search programs")).to_have_value("harb")


def test_the_keyboard_opens_and_closes_the_panel(page: Page, copied: Callable[[], Path], running: Start) -> None:
    content = copied()
    preview = running(content)
    follow(page, f"{preview.url}programs/ballots/")
    field = page.get_by_label("Search programs")
    field.focus()
    page.keyboard.insert_text("moon")
    change(content / BALLOTS, "donors: [canada]", "donors: [canda]")
    dock, badge = page.locator(".dock"), page.locator(".badge")
    expect(dock).to_be_visible()
    expect(field).to_be_focused()  # nothing takes the keyboard from who types
    assert field.input_value() == "moon"
    page.keyboard.press("Escape")  # clears the field, as it always does
    expect(dock).to_be_visible()
    expect(field).to_have_value("")
    page.keyboard.press("Escape")
    expect(dock).to_be_hidden()
    expect(badge).to_have_text("1 error")
    expect(badge).to_have_attribute("aria-expanded", "false")

    badge.focus()
    page.keyboard.press("Enter")
    expect(dock).to_be_visible()
    expect(page.locator(".panel__title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dock).to_be_hidden()
    expect(badge).to_be_focused()

    page.reload()
    expect(badge).to_be_visible()  # closed, it stays closed
    expect(dock).to_be_hidden()
    change(content / BALLOTS, "start: 2017-04-12", "start: 2017-04-13")
    expect(dock).to_be_visible()  # until something is saved
    page.get_by_role("button", name="Close").click()
    expect(dock).to_be_hidden()


def test_warnings_are_a_quiet_badge(page: Page, copied: Callable[[], Path], running: Start) -> None:
    content = copied()
    preview = running(content)
    follow(page, preview.url)
    (content / "programs" / "notes <b>&.txt").write_text("", "utf-8")
    badge = page.locator(".badge")
    expect(badge).to_have_text("1 warning")
    expect(page.locator(".dock")).to_be_hidden()
    badge.click()
    expect(page.locator(".dock")).to_be_visible()
    assert "notes <b>&.txt" in panel(page)
    assert "is no Markdown file (.md) and was left out" in panel(page)
    assert page.locator(".dock b").count() == 0
    (content / "programs" / "notes <b>&.txt").unlink()
    expect(badge).to_be_hidden()
    expect(page.locator(".dock")).to_be_hidden()


def test_what_editors_wrote_is_never_html_in_the_panel(page: Page, copied: Callable[[], Path], running: Start) -> None:
    content = copied()
    preview = running(content)
    follow(page, preview.url)
    page.evaluate("() => { window.hurt = 0; }")
    change(content / BALLOTS, "donors: [canada]", "donors: ['<img src=x onerror=hurt++></script>']")
    expect(page.locator(".dock")).to_be_visible()
    assert "<img src=x onerror=hurt++></script>" in page.locator("mark").inner_text()
    assert page.locator(".dock img").count() == 0
    assert page.evaluate("() => window.hurt") == 0


def test_drafts_are_shown_and_marked(page: Page, copied: Callable[[], Path], running: Start) -> None:
    content = copied()
    preview = running(content)
    follow(page, f"{preview.url}programs/")
    expect(page.locator(".card", has_text="Quiet Waters").locator(".status", has_text="Draft")).to_be_visible()
    expect(page.locator(".card", has_text="Ballots").locator(".status", has_text="Draft")).to_have_count(0)
    page.get_by_role("link", name="Quiet Waters").click()
    expect(page.get_by_text("Draft: not published yet")).to_be_visible()
    change(content / "programs" / "secret.md", "draft: true\n", "")
    expect(page.get_by_text("Draft: not published yet")).to_have_count(0)


def test_the_search_finds_what_was_written_just_now(page: Page, copied: Callable[[], Path], running: Start) -> None:
    content = copied()
    preview = running(content)
    follow(page, f"{preview.url}search/?q=lantern")
    results = page.locator("[data-results]")
    expect(results.get_by_role("link", name="Ballots")).to_be_visible()
    change(content / "programs" / "harbors.md", "get lighthouses", "get a lantern each")
    expect(results.get_by_role("link", name="Safe Harbors")).to_be_visible()
    page.goto(f"{preview.url}search/?q=nobody")
    expect(results.locator(".card", has_text="Quiet Waters")).to_contain_text("Draft")


def test_without_a_good_page_the_problems_are_the_page(page: Page, copied: Callable[[], Path], running: Start) -> None:
    content = copied()
    change(content / BALLOTS, "donors: [canada]", "donors: [canda]")
    preview = running(content)
    follow(page, f"{preview.url}programs/ballots/")
    expect(page.get_by_role("heading", name="There is no page to show yet")).to_be_visible()
    expect(page.locator(".problem__message")).to_contain_text("did you mean 'canada'?")
    assert page.locator("mark").inner_text() == "canda"
    change(content / BALLOTS, "start: 2017-04-12", "start: soon")
    expect(page.locator(".panel__title")).to_have_text("2 errors")
    change(content / BALLOTS, "donors: [canda]", "donors: [canada]")
    change(content / BALLOTS, "start: soon", "start: 2017-04-12")
    expect(page.get_by_text("Ballots are counted by lantern light.")).to_be_visible()


def test_settings_that_cannot_be_read_do_not_hide_the_site_for_ever(
    page: Page, copied: Callable[[], Path], running: Start
) -> None:
    content = copied()
    change(content / "site.yml", "url: https", "url: [https")
    preview = running(content)
    assert urlsplit(preview.url).path == "/"
    follow(page, preview.url)
    expect(page.get_by_role("heading", name="There is no page to show yet")).to_be_visible()
    change(content / "site.yml", "url: [https", "url: https")
    expect(page.locator("h1")).to_have_text("Who pays, and what for?")
    assert urlsplit(page.url).path == "/catalogue/"


def test_a_broken_template_shows_its_traceback(
    page: Page, copied: Callable[[], Path], running: Start, tmp_path: Path
) -> None:
    templates, said = tmp_path / "templates", Said()
    shutil.copytree(TEMPLATES, templates)
    preview = running(copied(), templates, said=said)
    follow(page, f"{preview.url}programs/ballots/")
    change(templates / "program.html", "{% block content %}", "{% block content %}{{ nothing_of_the_kind }}")
    expect(page.get_by_role("heading", name="This page cannot be drawn")).to_be_visible()
    expect(page.locator(".trace")).to_contain_text("'nothing_of_the_kind' is undefined")
    said.until("'nothing_of_the_kind' is undefined")
    assert page.request.get(preview.url).status == 200
    change(templates / "program.html", "{{ nothing_of_the_kind }}", "")
    expect(page.get_by_text("Ballots are counted by lantern light.")).to_be_visible()


def test_a_bug_in_reading_leaves_the_pages(
    page: Page, copied: Callable[[], Path], running: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, said = copied(), Said()
    preview = running(content, said=said)
    follow(page, f"{preview.url}programs/ballots/")
    with monkeypatch.context() as patch:
        patch.setattr("builder.generator.related.related", lambda entries: 1 // 0)
        change(content / BALLOTS, "lantern light", "daylight")
        expect(page.locator(".trace")).to_contain_text("ZeroDivisionError")
        expect(page.get_by_text("Ballots are counted by lantern light.")).to_be_visible()
        said.until("ZeroDivisionError")
    change(content / BALLOTS, "daylight", "moonlight")
    expect(page.get_by_text("Ballots are counted by moonlight.")).to_be_visible()
    expect(page.locator(".dock")).to_be_hidden()


def test_an_open_page_finds_the_preview_again(page: Page, copied: Callable[[], Path]) -> None:
    content = copied()
    with Preview(content, TEMPLATES, today, 0, Said()) as preview:
        port = urlsplit(preview.url).port
        follow(page, f"{preview.url}programs/ballots/")
    assert port
    expect(page.get_by_text("The preview has ended: this page may be old")).to_be_visible()
    change(content / BALLOTS, "lantern light", "daylight")
    with Preview(content, TEMPLATES, today, port, Said()):
        expect(page.get_by_text("Ballots are counted by daylight.")).to_be_visible()
        expect(page.get_by_text("The preview has ended")).to_be_hidden()


def test_a_new_picture_and_another_in_its_place_are_seen(
    page: Page, copied: Callable[[], Path], running: Start
) -> None:
    content = copied()
    preview = running(content)
    follow(page, f"{preview.url}about/")
    (content / "images").mkdir()
    (content / "images" / "port.png").write_bytes(_dots(2))
    change(content / "pages" / "about.md", "It is invented.", "![The port](/images/port.png)")
    expect(page.get_by_alt_text("The port")).to_be_visible()
    page.wait_for_function("() => document.querySelector('main img').naturalWidth === 2")
    (content / "images" / "port.png").write_bytes(_dots(3))
    page.wait_for_function("() => document.querySelector('main img').naturalWidth === 3")


def _dots(width: int) -> bytes:
    """The smallest of pictures."""
    return b"GIF89a" + bytes(
        [width, 0, 1, 0, 128, 0, 0, 0, 0, 0, 255, 255, 255, 44, 0, 0, 0, 0, width, 0, 1, 0, 0, 2, 2, 68, 1, 0, 59]
    )


def _saved_beside(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _by_vim(path: Path, text: str) -> None:
    path.with_name("4913").write_text("", "utf-8")
    path.with_name("4913").unlink()
    path.replace(path.with_name(f"{path.name}~"))
    path.write_text(text, "utf-8")
    path.with_name(f"{path.name}~").unlink()


def _folder_anew(path: Path, text: str) -> None:
    folder = path.parent
    folder.replace(folder.with_name("before"))
    shutil.copytree(folder.with_name("before"), folder)
    path.write_text(text, "utf-8")
    shutil.rmtree(folder.with_name("before"))


def _content_anew(path: Path, text: str) -> None:
    content = path.parents[1]
    content.replace(content.with_name("before"))
    shutil.copytree(content.with_name("before"), content)
    path.write_text(text, "utf-8")


def _among_hundreds(path: Path, text: str) -> None:
    for number in range(300):
        (path.parent / f"program-{number}.md").write_text(f"---\ntitle: Program {number}\n---\n", "utf-8")
    path.write_text(text, "utf-8")


def _half_then_whole(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        for begin in range(0, len(text), 7):
            file.write(text[begin : begin + 7])
            file.flush()
            os.fsync(file.fileno())


SAVING = [
    ("written in place", lambda path, text: path.write_text(text, "utf-8")),
    ("written beside, then renamed", _saved_beside),
    ("as vim does", _by_vim),
    ("with its folder made anew", _folder_anew),
    ("with all content made anew", _content_anew),
    ("with hundreds of others, as git does", _among_hundreds),
    ("bit by bit", _half_then_whole),
]


@pytest.mark.parametrize("save", [row[1] for row in SAVING], ids=[row[0] for row in SAVING])
def test_however_it_is_saved(
    page: Page, copied: Callable[[], Path], running: Start, save: Callable[[Path, str], object]
) -> None:
    content, said = copied(), Said()
    preview = running(content, said=said)
    follow(page, f"{preview.url}programs/ballots/")
    path = content / BALLOTS
    save(path, path.read_text("utf-8").replace("lantern light", "daylight"))
    expect(page.get_by_text("Ballots are counted by daylight.")).to_be_visible()
    change(path, "daylight", "moonlight")
    expect(page.get_by_text("Ballots are counted by moonlight.")).to_be_visible()
    assert [line for line in said.lines if "4913" in line or ".swp" in line or "~" in line] == []


def test_a_commit_is_told_on_the_page(page: Page, copied: Callable[[], Path], running: Start) -> None:
    content = copied()
    identity = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")

    def git(*words: str) -> None:
        subprocess.run(["git", *identity, *words], cwd=content, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "--message", "The first sheets")
    preview = running(content)
    change(content / BALLOTS, "lantern light", "daylight")
    follow(page, f"{preview.url}programs/ballots/")
    expect(page.get_by_text("Ballots are counted by daylight.")).to_be_visible()
    git("commit", "--all", "--message", "Count in daylight")
    expect(page.get_by_text("Count in daylight")).to_be_attached()
