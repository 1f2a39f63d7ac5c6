"""The preview's addresses: under the site's path, with its own page for no page, and for this machine's browsers alone."""

import http.client
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from builder.preview import Preview
from builder.problems import ProblemsError
from tests.preview.conftest import TEMPLATES, Said, today

Start = Callable[..., Preview]


def settle(content: Path, url: str) -> None:
    path = content / "site.yml"
    path.write_text(path.read_text("utf-8").replace("https://example.org/catalogue/", url), "utf-8")


def ask(preview: Preview, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, str]:
    port = urlsplit(preview.url).port
    asked = http.client.HTTPConnection("127.0.0.1", port)
    asked.putrequest(method, path, skip_host=True)
    headers = {"Host": f"127.0.0.1:{port}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    for name, value in headers.items():
        asked.putheader(name, value.replace("PORT", str(port)))
    asked.endheaders()
    answer = asked.getresponse()
    text = answer.read().decode("utf-8", "replace")
    asked.close()
    return answer, text


URL = "https://example.org/a/catalogue/"
NO_PAGE = "We cannot find this page"
ANSWERS = [
    ("the home page", URL, "GET", "/a/catalogue/", 200, "Who pays, and what for?"),
    ("a page below", URL, "GET", "/a/catalogue/about/", 200, "About the sample"),
    ("a question", URL, "GET", "/a/catalogue/about/?q=/x", 200, "About the sample"),
    ("letters that are written as numbers", URL, "GET", "/a/catalogue/%61bout/", 200, "About the sample"),
    ("a file", URL, "GET", "/a/catalogue/assets/style.css?123", 200, ":root{"),
    ("a picture", URL, "GET", "/a/catalogue/images/port.png", 200, "picture"),
    ("a picture that is drawn", URL, "GET", "/a/catalogue/assets/card.en.png?123", 200, "PNG"),
    ("the icon at the top", URL, "GET", "/a/catalogue/favicon.ico", 200, "PNG"),
    ("the manifest", URL, "GET", "/a/catalogue/manifest.webmanifest", 200, '"start_url": "./"'),
    ("what machines read", URL, "GET", "/a/catalogue/robots.txt", 200, "Sitemap: https://example.org/a/catalogue/"),
    ("the root leads to it", URL, "GET", "/", 302, "/a/catalogue/"),
    ("without the last slash", URL, "GET", "/a/catalogue", 301, "/a/catalogue/"),
    ("a page without its last slash", URL, "GET", "/a/catalogue/about", 301, "/a/catalogue/about/"),
    ("the same with a question", URL, "GET", "/a/catalogue/search?q=x", 301, "/a/catalogue/search/?q=x"),
    ("no page", URL, "GET", "/a/catalogue/nothing/", 404, NO_PAGE),
    ("no page, the head alone", URL, "HEAD", "/a/catalogue/nothing/", 404, ""),
    ("no page without a slash", URL, "GET", "/a/catalogue/nothing", 404, NO_PAGE),
    ("a folder without a page", URL, "GET", "/a/catalogue/assets/", 404, NO_PAGE),
    ("outside the path", URL, "GET", "/about/", 404, NO_PAGE),
    ("beside the path", URL, "GET", "/a/catalogues/", 404, NO_PAGE),
    ("above the site", URL, "GET", "/a/catalogue/../../secret", 404, NO_PAGE),
    ("above the assets", URL, "GET", "/a/catalogue/assets/../base.html", 404, NO_PAGE),
    ("above the assets, hidden", URL, "GET", "/a/catalogue/assets/%2e%2e/base.html", 404, NO_PAGE),
    ("above the assets, in numbers", URL, "GET", "/a/catalogue/assets/..%2fbase.html", 404, NO_PAGE),
    ("with the other system's slash", URL, "GET", "/a/catalogue/assets/..%5cbase.html", 404, NO_PAGE),
    ("a whole path", URL, "GET", "/a/catalogue/assets//etc/passwd", 404, NO_PAGE),
    ("a letter that ends names", URL, "GET", "/a/catalogue/assets/style.css%00", 404, NO_PAGE),
    ("a name that is too long", URL, "GET", "/a/catalogue/assets/" + "x" * 5000, 404, NO_PAGE),
    ("above the pictures", URL, "GET", "/a/catalogue/images/../site.yml", 404, NO_PAGE),
    ("above the index", URL, "GET", "/a/catalogue/pagefind/../../x", 404, NO_PAGE),
    ("above the preview's own files", URL, "GET", "/a/catalogue/.preview/../base.html", 404, ""),
    ("a template of the preview", URL, "GET", "/a/catalogue/.preview/shell.html", 404, ""),
    ("the preview's script", URL, "GET", "/a/catalogue/.preview/preview.js", 200, "attachShadow"),
    ("another server's address", URL, "GET", "//example.org/a/catalogue/", 404, NO_PAGE),
    ("at a domain's root", "https://example.org/", "GET", "/about/", 200, "About the sample"),
    ("at a root, no page", "https://example.org/", "GET", "/nothing/", 404, NO_PAGE),
    ("at a root, above it", "https://example.org/", "GET", "/../../etc/passwd", 404, NO_PAGE),
]


@pytest.fixture(scope="module")
def previews(copied: Callable[[], Path], running: Start) -> Callable[[str], Preview]:
    """One for each address at which the site may stand."""
    known: dict[str, Preview] = {}

    def preview(url: str) -> Preview:
        if url not in known:
            content = copied()
            settle(content, url)
            (content / "images").mkdir()
            (content / "images" / "port.png").write_bytes(b"picture")
            (content.parent / "secret").write_text("secret", "utf-8")
            known[url] = running(content)
        return known[url]

    return preview


@pytest.mark.parametrize(
    ("url", "method", "path", "status", "text"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS]
)
def test_answers(previews: Callable[[str], Preview], url: str, method: str, path: str, status: int, text: str) -> None:
    answer, body = ask(previews(url), path, method)
    assert (answer.status, answer.headers["Location"]) == (status, text if status in (301, 302) else None)
    assert status in (301, 302) or text in body
    assert text or not body
    assert "secret" not in body
    assert "pagefind_bin" not in body
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] is None


ASKING = [
    ("its own name", {"Host": "127.0.0.1:PORT"}, 200),
    ("the loopback's name", {"Host": "localhost:PORT"}, 200),
    ("its name in capitals", {"Host": "LocalHost:PORT"}, 200),
    ("its newer address", {"Host": "[::1]:PORT"}, 200),
    ("a name that leads here", {"Host": "attacker.example:PORT"}, 403),
    ("a name that begins like it", {"Host": "localhost.attacker.example:PORT"}, 403),
    ("another port", {"Host": "localhost:1"}, 403),
    ("no port", {"Host": "localhost"}, 403),
    ("no name", {"Host": ""}, 403),
    ("a link on another site", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 200),
    ("a script of another site", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "cors"}, 403),
    ("a picture in another site", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}, 403),
    ("another port of this machine", {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors"}, 403),
    ("its own script", {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "cors"}, 200),
]


@pytest.mark.parametrize("path", ["/a/catalogue/", "/a/catalogue/.preview/preview.js"])
@pytest.mark.parametrize(("headers", "status"), [row[1:] for row in ASKING], ids=[row[0] for row in ASKING])
def test_who_gets_an_answer(
    previews: Callable[[str], Preview], path: str, headers: dict[str, str], status: int
) -> None:
    answer, body = ask(previews(URL), path, **headers)
    assert answer.status == status
    assert status == 200 or body == "This preview is for this machine's own browser."


def test_events_are_for_its_own_pages(previews: Callable[[str], Preview]) -> None:
    foreign = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "cors"}
    assert ask(previews(URL), "/a/catalogue/.preview/events?page=/a/catalogue/", **foreign)[0].status == 403


def test_only_pages_of_the_preview_hold_its_script(previews: Callable[[str], Preview]) -> None:
    preview = previews(URL)
    assert "preview.js" in ask(preview, "/a/catalogue/")[1]
    assert "preview" not in ask(preview, "/a/catalogue/robots.txt")[1]
    assert all(
        "preview" not in path.read_text("utf-8")
        for path in TEMPLATES.rglob("*.html")
        if path.parent.name != "preview" and path.name != "show.html"
    )


def test_every_link_of_the_page_for_no_page_leads_somewhere(
    browser: Browser, copied: Callable[[], Path], running: Start
) -> None:
    preview = running(copied())
    assert preview.url.endswith("/catalogue/")
    page = browser.new_page()
    answer = page.goto(f"{preview.url}no/such/page/")
    assert answer
    assert answer.status == 404
    links = page.locator("a[href^='/'], link[href^='/']").evaluate_all("found => found.map(each => each.href)")
    assert len(links) > 10
    for link in links:
        assert urlsplit(link).path.startswith("/catalogue/")
        assert page.request.get(link).status == 200, link
    page.close()


def test_a_port_in_use_is_told(previews: Callable[[str], Preview], tmp_path: Path) -> None:
    port = urlsplit(previews(URL).url).port
    assert port
    with pytest.raises(ProblemsError, match=f"serve: port {port} is in use; choose another with --port"):
        Preview(tmp_path, TEMPLATES, today, port, Said())


def test_nothing_is_written_where_the_content_is(copied: Callable[[], Path], running: Start) -> None:
    content = copied()
    before = sorted(content.parent.rglob("*"))
    preview = running(content)
    assert ask(preview, "/catalogue/programs/ballots/")[0].status == 200
    assert sorted(content.parent.rglob("*")) == before
    shutil.rmtree(content)
