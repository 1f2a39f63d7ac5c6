"""The site at a local address: under its path, with its own page for no page."""

import http.client
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from builder.generator import Server, preview
from builder.problems import ProblemsError

URL = "https://example.org/a/catalogue/"


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path, str], Server]]:
    """Serves a folder as if it were to be published at an address."""
    monkeypatch.setattr(preview._Handler, "log_message", lambda *_: None)
    running: list[Server] = []

    def started(site: Path, url: str) -> Server:
        server = Server(site, url, 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return server

    yield started
    for server in running:
        server.shutdown()
        server.server_close()


def folder(path: Path) -> Path:
    for name, text in (
        ("index.html", "home"),
        ("about/index.html", "about"),
        ("404.html", "no page"),
        ("assets/a.css", "{}"),
    ):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)
    return path


ANSWERS = [
    ("the home page", URL, "GET", "/a/catalogue/", 200, "home"),
    ("a page below", URL, "GET", "/a/catalogue/about/", 200, "about"),
    ("a question", URL, "GET", "/a/catalogue/about/?q=/x", 200, "about"),
    ("a file", URL, "GET", "/a/catalogue/assets/a.css", 200, "{}"),
    ("the root leads to it", URL, "GET", "/", 302, "/a/catalogue/"),
    ("without the last slash", URL, "GET", "/a/catalogue", 301, "/a/catalogue/"),
    ("a page without its last slash", URL, "GET", "/a/catalogue/about", 301, "/a/catalogue/about/"),
    ("no page", URL, "GET", "/a/catalogue/nothing/", 404, "no page"),
    ("no page, the head alone", URL, "HEAD", "/a/catalogue/nothing/", 404, ""),
    ("a folder without a page", URL, "GET", "/a/catalogue/assets/", 404, "no page"),
    ("outside the path", URL, "GET", "/about/", 404, "no page"),
    ("beside the path", URL, "GET", "/a/catalogues/", 404, "no page"),
    ("above the folder", URL, "GET", "/a/catalogue/../../secret", 404, "no page"),
    ("at a domain's root", "https://example.org/", "GET", "/about/", 200, "about"),
    ("at a root, no page", "https://example.org/", "GET", "/nothing/", 404, "no page"),
]


@pytest.mark.parametrize(
    ("url", "method", "path", "status", "text"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS]
)
def test_answers(
    tmp_path: Path, start: Callable[[Path, str], Server], url: str, method: str, path: str, status: int, text: str
) -> None:
    server = start(folder(tmp_path / "site"), url)
    (tmp_path / "secret").write_text("secret")
    asked = http.client.HTTPConnection("127.0.0.1", server.server_port)
    asked.request(method, path)
    answer = asked.getresponse()
    assert (answer.status, answer.headers["Location"] or answer.read().decode()) == (status, text)
    asked.close()


def test_every_link_of_the_page_for_no_page_leads_somewhere(
    browser: Browser, site: Path, start: Callable[[Path, str], Server]
) -> None:
    server = start(site, "https://example.org/catalogue/")
    assert server.url == f"http://127.0.0.1:{server.server_port}/catalogue/"
    page = browser.new_page()
    answer = page.goto(f"{server.url}no/such/page/")
    assert answer
    assert answer.status == 404
    links = page.locator("a[href^='/'], link[href^='/']").evaluate_all("found => found.map(each => each.href)")
    assert len(links) > 10
    for link in links:
        assert urlsplit(link).path.startswith("/catalogue/")
        assert page.request.get(link).status == 200, link
    page.close()


def test_a_port_in_use_is_told(tmp_path: Path, start: Callable[[Path, str], Server]) -> None:
    port = start(tmp_path, URL).server_port
    with pytest.raises(ProblemsError, match=f"serve: port {port} is in use; choose another with --port"):
        Server(tmp_path, URL, port)
