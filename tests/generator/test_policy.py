"""What pages may load, and what hosts are asked to say: kept by every page, and by the search in a browser."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from selectolax.lexbor import LexborHTMLParser

from builder.generator import policy
from tests.browsing import come
from tests.generator.test_build import html_files
from tests.serving import Files, Server

Rules = list[tuple[str, list[tuple[str, str]]]]


def broken(text: str) -> list[str]:
    """What of a page the policy forbids, or would come before it."""
    # what a template holds counts as well: a script makes it part of the page
    page = LexborHTMLParser(re.sub(r"(</?)template\b", r"\1div", text))
    told = [
        f"<{node.tag}> without an address"
        for node in page.css("script:not([src]):not([type='application/ld+json']), style")
    ]
    for node in page.root.traverse() if page.root else ():
        for name, value in node.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                told.append(f"{name} of <{node.tag}>")
            if re.match(r"\s*(javascript|data|blob):", value or "", re.IGNORECASE):
                told.append(f"{name}: {value}")
    head = page.css("head > *")
    policies = [
        number
        for number, node in enumerate(head)
        if "http-equiv" in node.attributes and node.attributes["http-equiv"] == "Content-Security-Policy"
    ]
    if len(policies) != 1 or head[policies[0]].attributes["content"] != named(page):
        return [*told, "no policy"]
    before = [node.tag for node in head[: policies[0]]]
    return told if before == ["meta"] and "charset" in head[0].attributes else [*told, f"{before} before the policy"]


def named(page: LexborHTMLParser) -> str:
    """The policy of a page, in which all that it tells machines is named."""
    told = page.css("script[type='application/ld+json']")
    names = [base64.b64encode(hashlib.sha256(each.text().encode()).digest()).decode() for each in told]
    scripts = "script-src 'self' 'wasm-unsafe-eval'"
    return policy.CONTENT.replace(scripts, " ".join([scripts, *(f"'sha256-{name}'" for name in names)]))


def a_page(head: str = "", body: str = "") -> str:
    own = f'<meta http-equiv="Content-Security-Policy" content="{policy.CONTENT}">'
    return f'<!doctype html><html><head><meta charset="utf-8">{own}{head}</head><body>{body}</body></html>'


BROKEN = [
    ("nothing", a_page(), []),
    ("a script of its own", a_page('<script src="a.js"></script>'), []),
    ("a script in the page", a_page("<script>alert(1)</script>"), ["<script> without an address"]),
    ("what it tells machines, not named", a_page('<script type="application/ld+json">{}</script>'), ["no policy"]),
    ("a style in the page", a_page("<style>p { color: red }</style>"), ["<style> without an address"]),
    ("a style in a drawing", a_page("", "<svg><style>path {}</style></svg>"), ["<style> without an address"]),
    ("a style of an element", a_page("", '<p style="color: red">'), ["style of <p>"]),
    ("a style within a template", a_page("", '<template><p style="color: red"></template>'), ["style of <p>"]),
    ("a script of an element", a_page("", '<p onclick="x()">'), ["onclick of <p>"]),
    ("a script as an address", a_page("", '<a href="JavaScript:x()">'), ["href: JavaScript:x()"]),
    ("a picture in the page", a_page("", '<img src="data:image/png;base64,AA">'), ["src: data:image/png;base64,AA"]),
    ("no policy", "<!doctype html><html><head><meta charset=utf-8></head></html>", ["no policy"]),
    (
        "a policy after what it is to rule",
        a_page().replace('<meta charset="utf-8">', '<meta charset="utf-8"><link rel="stylesheet" href="a.css">'),
        ["['meta', 'link'] before the policy"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_breaks_the_policy_is_seen(text: str, expected: list[str]) -> None:
    assert broken(text) == expected


def test_every_page_keeps_the_policy(site: Path) -> None:
    pages = list(html_files(site))
    assert len(pages) > 20
    assert {str(path.relative_to(site)): found for path in pages if (found := broken(path.read_text("utf-8")))} == {}


def test_style_sheets_load_nothing(site: Path) -> None:
    """A picture within a style sheet would need a word more in the policy."""
    assert re.findall(r"@import|url\((?!#)", (site / "assets/style.css").read_text("utf-8")) == []


def rules(text: str) -> Rules:
    """The rules of a `_headers` file, read as Netlify and Cloudflare do."""
    made: Rules = []
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("/"):
            assert " " not in line
            assert "*" not in line[:-1]
            made.append((line, []))
        else:
            found = re.fullmatch(r"  ([A-Za-z-]+): (\S.*)", line)
            assert found, line
            made[-1][1].append((found[1], found[2]))
    assert all(headers for _, headers in made)
    return made


def headers_of(path: str, made: Rules) -> list[tuple[str, str]]:
    """All that is said with a file."""
    return [
        header
        for pattern, headers in made
        if path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1]))
        for header in headers
    ]


def test_hosts_are_told_the_same_of_every_file(site: Path) -> None:
    made = rules((site / "_headers").read_text("utf-8"))
    for path in (path for path in sorted(site.rglob("*")) if path.is_file()):
        address = "/catalogue/" + path.relative_to(site).as_posix().removesuffix("index.html")
        names = [name for name, _ in headers_of(address, made)]
        # what is said twice, hosts join
        assert len(names) == len(set(names)), address
        told = dict(headers_of(address, made))
        assert told["Content-Security-Policy"] == f"{policy.CONTENT}; frame-ancestors 'self'"
        assert told["X-Content-Type-Options"] == "nosniff"
        assert told["Referrer-Policy"] == policy.REFERRER
        assert "camera=()" in told["Permissions-Policy"]


KEPT = [
    ("home", "/catalogue/", policy.ASK_AGAIN),
    ("a program", "/catalogue/programs/harbor-safety/", policy.ASK_AGAIN),
    ("an editor's page", "/catalogue/about/", policy.ASK_AGAIN),
    ("no page", "/catalogue/404.html", policy.ASK_AGAIN),
    ("a style sheet", "/catalogue/assets/style.css", policy.FOR_EVER),
    ("a card", "/catalogue/assets/card.en.png", policy.FOR_EVER),
    ("the search", "/catalogue/assets/engine.js", policy.FOR_EVER),
    ("its engine", "/catalogue/pagefind/0/engine/en_0123456789.pagefind", policy.FOR_EVER),
    ("a part of the index", "/catalogue/pagefind/0/index/en_1234567.pf_index", policy.FOR_EVER),
    (
        "what the index knows of a program",
        "/catalogue/pagefind/0/fragment/en_0123456789/1f.pf_fragment",
        policy.FOR_EVER,
    ),
    ("what it knows of all", "/catalogue/pagefind/0/meta/en_0123456789.pf_meta", policy.FOR_EVER),
    ("what the search narrows by", "/catalogue/pagefind/choices/en.country.json", policy.ASK_AGAIN),
    ("a picture", "/catalogue/images/port.jpg", None),
]


@pytest.mark.parametrize(("address", "expected"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT])
def test_how_long_a_file_is_kept(site: Path, address: str, expected: str | None) -> None:
    made = rules((site / "_headers").read_text("utf-8"))
    assert dict(headers_of(address, made)).get("Cache-Control") == expected


def test_only_what_is_named_after_its_bytes_is_kept_for_ever(site: Path) -> None:
    made = rules((site / "_headers").read_text("utf-8"))
    for path in (path for path in (site / "pagefind").rglob("*") if path.is_file()):
        place = path.relative_to(site).as_posix()
        kept = dict(headers_of(f"/catalogue/{place}", made)).get("Cache-Control")
        assert (kept == policy.FOR_EVER) == bool(re.search(r"/[a-z]+/[a-z]+_[0-9a-f]{7,}[./]", place)), place


def test_patterns_for_other_languages_and_pages() -> None:
    pages = ["/", "/about/", "/programs/", "/programs/x/", "/404.html", "/es/", "/es/404.html"]
    kept = [pattern for pattern, _ in policy.keeping(pages) if not pattern.startswith(("/assets/", "/pagefind/"))]
    assert kept == ["/", "/404.html", "/about/*", "/es/*", "/programs/*"]


def test_each_index_of_a_large_catalogue_is_kept() -> None:
    kept = dict(policy.keeping([], 3))
    assert kept["/pagefind/2/fragment/*"] == kept["/pagefind/1/index/*"] == policy.FOR_EVER
    assert kept["/pagefind/2/meta/*"] == kept["/pagefind/0/engine/*"] == policy.FOR_EVER
    assert not any(pattern.startswith("/pagefind/3/") for pattern in kept)


class _Host(Files):
    """A host that knows `_headers`, and shows the page for no page."""

    rules: ClassVar[Rules] = []

    def end_headers(self) -> None:
        for name, value in headers_of(urlsplit(self.path).path, self.rules):
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """Where the site is served by such a host."""
    told = rules((site / "_headers").read_text("utf-8"))
    with Server(type("Host", (_Host,), {"rules": told}).of(site.parent)) as server:
        yield f"{server.address}/catalogue"


class Watched:
    """A page, with what it loads and what it may not."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.forbidden: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", self._heard)

    def _heard(self, message: ConsoleMessage) -> None:
        # an address without a page is told as well, and is no breach
        if "Content Security Policy" in message.text or "Permissions-Policy" in message.text:
            self.forbidden.append(message.text)

    def others(self, host: str) -> list[str]:
        return [url for url in self.asked if not url.startswith(host)]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


SEEN: list[tuple[str, str, Callable[[Page], None]]] = [
    ("home", "/", lambda page: expect(page.locator("h1")).to_be_visible()),
    ("a program", "/programs/harbor-safety/", lambda page: expect(page.locator("h1")).to_be_visible()),
    ("hostile words", "/programs/hostile/", lambda page: expect(page.locator("h1")).to_be_visible()),
    ("a country", "/countries/belize/", lambda page: expect(page.locator("h1")).to_be_visible()),
    ("the search", "/search/?q=lighthouses", lambda page: expect(page.locator("mark").first).to_be_visible()),
    ("no page", "/404.html", lambda page: expect(page.locator("h1")).to_be_visible()),
    ("an old address", "/programs/port-safety/", lambda page: expect(page.locator("h1")).to_be_visible()),
]


@pytest.mark.parametrize(("address", "seen"), [row[1:] for row in SEEN], ids=[row[0] for row in SEEN])
def test_a_browser_forbids_nothing_and_asks_nobody_else(
    context: BrowserContext, host: str, address: str, seen: Callable[[Page], None]
) -> None:
    watched = Watched(context.new_page())
    come(watched.page, host + address)
    seen(watched.page)
    assert watched.forbidden == []
    assert watched.others(host) == []
    assert len(watched.asked) > 1


def test_a_browser_forbids_what_is_smuggled_in(context: BrowserContext, host: str) -> None:
    watched = Watched(context.new_page())
    watched.page.goto(f"{host}/about/")
    smuggled = '<img src="https://example.org/a.png"><p style="color: red" onclick="x()"></p><iframe src="/"></iframe>'
    watched.page.evaluate("words => document.querySelector('main').innerHTML = words", smuggled)
    watched.page.wait_for_load_state("networkidle")
    assert len(watched.forbidden) >= 3


def test_a_site_on_a_disk_has_its_look(context: BrowserContext, site: Path) -> None:
    """Opened as a file, without a server: `'self'` is then the folder."""
    watched = Watched(context.new_page())
    watched.page.goto((site / "countries/belize/index.html").as_uri())
    style = "getComputedStyle(document.querySelector('.brand__mark')).flexShrink"
    assert watched.page.evaluate(style) == "0"
    assert watched.forbidden == []
