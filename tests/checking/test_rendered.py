"""Links of a drawn site: each way in which one can lead nowhere, and as many in which it is right."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.checking import Dead, Found, links
from builder.generator import build
from builder.generator.links import INDEX
from tests.generator.conftest import ROOT, TEMPLATES, TODAY

BASE = "https://example.org/catalogue/"
HERE = "programs/x/index.html"
SITE = {
    "index.html": "<p id=top-of-all>",
    "404.html": "",
    "about/index.html": '<h1 id="Team">Team</h1><h2 id="año">Year</h2><a name="old">',
    "programs/index.html": "",
    "assets/style.css": "",
    "assets/a b.png": "",
    "assets/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path id="mark"/></svg>',
    "sheets/booklet.pdf": "",
}
"""The other pages and files of each little site."""


def _look(folder: Path, files: Mapping[str, str], base: str = BASE) -> Found:
    for name, text in {**SITE, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return links(folder, base, later=(INDEX,))


GOOD = [
    ("a page", '<a href="../../about/">'),
    ("the home page", '<a href="../../">'),
    ("a folder above", '<a href="..">'),
    ("the page itself", '<a href="">, <a href="./"> and <a href="?q=x">'),
    ("a file by its whole name", '<a href="../../about/index.html#Team">'),
    ("a query", '<a href="../../about/?q=%zz#Team">'),
    ("a place", '<a href="../../about/#Team">'),
    ("a place in other letters", '<a href="../../about/#año">'),
    ("a place, encoded", '<a href="../../about/#a%C3%B1o">'),
    ("a place named as of old", '<a href="../../about/#old">'),
    ("a place here", '<a href="#Here">there</a> <p id="Here">'),
    ("the top", '<a href="#">, <a href="#top"> and <a href="../../about/#TOP">'),
    ("words to mark", '<a href="../../about/#:~:text=Year">'),
    ("a page of a PDF", '<a href="../../sheets/booklet.pdf#page=3">'),
    ("a file, encoded", '<img src="../../assets/a%20b.png">'),
    ("a file, with a blank", '<img src="../../assets/a b.png">'),
    ("a file with its version", '<link rel="stylesheet" href="../../assets/style.css?1a2b">'),
    ("dots, encoded", '<a href="%2e%2E/../about/">'),
    ("backslashes", '<a href="..\\..\\about\\">'),
    ("blanks and line ends", '<a href=" ../../ab\nout/ ">'),
    ("a picture within the page", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
    ("several pictures", '<img srcset="../../assets/a%20b.png 1x, ../../assets/icon.svg 2x,../../assets/icon.svg">'),
    ("a picture with commas within the page", '<img srcset="data:image/gif;base64,R0lG 1x, ../../assets/icon.svg 2x">'),
    ("part of a drawing", '<svg><use href="../../assets/icon.svg#mark"/><use xlink:href="#Here"/></svg><p id="Here">'),
    ("what comes later", '<link href="../../pagefind/pagefind-ui.css" rel="stylesheet">'),
    (
        "its own address",
        f'<link rel="canonical" href="{BASE}programs/x/"><meta property="og:url" content="{BASE}about/">',
    ),
    ("its own picture", f'<meta property="og:image" content="{BASE}assets/a%20b.png">'),
    ("a host to get ready", '<link rel="preconnect" href="//fonts.example.com">'),
    ("a page that moved", '<meta http-equiv="refresh" content="0; url=../../about/">'),
    ("a form", '<form action="../../programs/"></form><form></form><form action="">'),
    ("a label", '<label for="q">Words</label><input id="q" aria-describedby="a b"><p id="a"><p id="b">'),
    ("a letter", '<a href="mailto:ana@example.org?subject=A%20b">'),
    ("letters to two", '<a href="mailto:ana@example.org,bo@example.org">'),
    ("a telephone", '<a href="tel:+1-202-555-0123">'),
    ("a module within the page", '<script type="module">import "../../assets/s.js";</script>'),
    ("no module", '<script type="application/json">{"a": "import \'nothing\'"}</script>'),
    ("a template", '<template><a href="nowhere"></template>'),
    ("a style within the page", "<style>a { background: url(../../assets/icon.svg) }</style>"),
]


@pytest.mark.parametrize("base", [BASE, "https://example.org/", "http://example.org:8000/a/b"])
@pytest.mark.parametrize(("title", "html"), GOOD, ids=[row[0] for row in GOOD])
def test_what_leads_somewhere(tmp_path: Path, title: str, html: str, base: str) -> None:
    page = html.replace(BASE, base.rstrip("/") + "/")
    assert _look(tmp_path, {HERE: page, "assets/s.js": ""}, base).dead == ()


LET_URL = "in a template let url() write it; in a text of content/ name a page that exists"
DEAD = [
    # what is wrong, the page's HTML, and what is told
    ("no page", '<a href="../nowhere/">', "a href: '../nowhere/' leads to no page"),
    ("a slip", '<a href="../../abuot/">', "a href: '../../abuot/' leads to no page; did you mean /about/?"),
    ("no slash", '<a href="../../about">', "a href: '../../about' leads to no page; write a '/' at its end: the page is /about/"),
    ("capitals", '<a href="../../About/">', "a href: '../../About/' leads to no page; write it with the same capitals as /about/"),
    ("a folder without a page", '<a href="../../sheets/">', "a href: '../../sheets/' leads to no page"),
    ("a host without its scheme", '<a href="www.oas.org/en/">', "a href: 'www.oas.org/en/' leads to no page; if another site is meant, begin it with https://"),
    ("no file", '<img src="../../assets/gone.jpeg">', "img src: '../../assets/gone.jpeg' leads to no file"),
    ("no file for one width", '<img srcset="../../assets/icon.svg 1x, ../../gone.png 2x">', "img srcset: '../../gone.png' leads to no file"),
    ("no source", '<picture><source srcset="../../gone.avif"></picture>', "source srcset: '../../gone.avif' leads to no file"),
    ("no script", '<script src="../../gone.js"></script>', "script src: '../../gone.js' leads to no file"),
    ("no style", '<link rel="stylesheet" href="../../gone.css">', "link href: '../../gone.css' leads to no file"),
    ("no film", '<video poster="../../gone.jpg">', "video poster: '../../gone.jpg' leads to no file"),
    ("no drawing", '<svg><use href="../../gone.svg#mark"/></svg>', "use href: '../../gone.svg#mark' leads to no file"),
    ("no part of a drawing", '<svg><use href="../../assets/icon.svg#marc"/></svg>', "use href: '../../assets/icon.svg#marc' leads to a place that the page /assets/icon.svg does not have; did you mean 'mark'?"),
    ("no part here", '<svg><use xlink:href="#x"/></svg>', "use xlink:href: '#x' leads to a place that this page does not have"),
    ("no form", '<form action="../../serach/">', "form action: '../../serach/' leads to no page"),
    ("moved to nowhere", '<meta http-equiv="Refresh" content="0;URL=\'../gone/\'">', "meta refresh: '../gone/' leads to no page"),
    ("no place here", '<p id="Results"><a href="#results">', "a href: '#results' leads to a place that this page does not have; did you mean 'Results'?"),
    ("no place there", '<a href="../../about/#Teem">', "a href: '../../about/#Teem' leads to a place that the page /about/ does not have; did you mean 'Team'?"),
    ("no place at home", '<a href="../../#x">', "a href: '../../#x' leads to a place that the page / does not have"),
    ("too far up", '<a href="../../../about/">', "a href: '../../../about/' leaves the site: it goes up further than /catalogue/; take out one '../'"),
    ("out and in again", '<a href="../../../catalogue/about/">', "a href: '../../../catalogue/about/' leaves the site: it goes up further than /catalogue/; take out one '../'"),
    ("from the root", '<a href="/catalogue/about/">', f"a href: '/catalogue/about/' begins with '/', so it breaks where the site stands under another path; {LET_URL}"),
    ("by its web address", f'<a href="{BASE}about/#Team">', f"a href: '{BASE}about/#Team' names the site's own web address, so it breaks where the site moves to another; write '/about/#Team' in a text of content/; in a template let url() write it"),
    ("by its web address without the slash", f'<a href="{BASE[:-1]}">', f"a href: '{BASE[:-1]}' names the site's own web address, so it breaks where the site moves to another; write '/' in a text of content/; in a template let url() write it"),
    ("without a scheme", '<a href="//oas.org/">', "a href: '//oas.org/' says no scheme; begin it with https:"),
    ("a script as a link", '<a href="JavaScript:void(0)">', "a href: 'JavaScript:void(0)' begins with 'javascript:', which is no address on the web; lead to a page or a file"),
    ("data as a link", '<a href="data:text/html,x">', "a href: 'data:text/html,x' begins with 'data:', which is no address on the web; lead to a page or a file"),
    ("a file at home", '<a href="C:\\sheets\\a.pdf">', "a href: 'C:\\sheets\\a.pdf' begins with 'c:', which is no address on the web; begin it with https:// (mailto: and tel: are known, too)"),
    ("a port without a scheme", '<a href="localhost:8000/">', "a href: 'localhost:8000/' begins with 'localhost:', which is no address on the web; begin it with https:// (mailto: and tel: are known, too)"),
    ("no e-mail address", '<a href="mailto:ana">', "a href: 'mailto:ana' is no e-mail address; write it as mailto:NAME@HOST"),
    ("no telephone number", '<a href="tel:ask">', "a href: 'tel:ask' is no telephone number; write it as tel:+12025550123"),
    ("no picture", '<img src="">', "img src: '' is empty; give it an address, or take it out"),
    ("its own address leads nowhere", f'<link rel="canonical" href="{BASE}gone/">', f"link href: '{BASE}gone/' leads to no page"),
    ("its own address by another scheme", f'<link rel="canonical" href="{BASE.replace("https", "http")}about/">', f"link href: 'http://example.org/catalogue/about/' does not begin as the site's own web address does; begin it with {BASE}"),
    ("half an address for other sites", '<meta property="og:image" content="../../assets/a%20b.png">', f"meta og:image: '../../assets/a%20b.png' is no whole web address; begin it with {BASE}"),
    ("no picture for other sites", f'<meta property="og:image" content="{BASE}a.png">', f"meta og:image: '{BASE}a.png' leads to no file"),
    ("no element for a label", '<label for="q">', "label for: 'q' names an element that the page does not have"),
    ("no description", '<input id="q" aria-describedby="q hint">', "input aria-describedby: 'hint' names an element that the page does not have"),
    ("no name", '<nav aria-labelledby="x">', "nav aria-labelledby: 'x' names an element that the page does not have"),
    ("nothing to control", '<button aria-controls="menu">', "button aria-controls: 'menu' names an element that the page does not have"),
    ("one id twice", '<p id="a"><p id="b"><p id="a">', "id: 'a' is the id of more than one element of the page; give each an id of its own"),
    ("a module within the page", '<script type="module">import {a} from "../../gone.js";</script>', "import: '../../gone.js' leads to no file"),
    ("a style within the page", "<style>a { background: url('gone.svg') }</style>", "url(): 'gone.svg' leads to no file"),
    ("a style of one element", '<p style="background: url(gone.svg)">', "p style: 'gone.svg' leads to no file"),
    ("a blank in an address", '<a href="https://oas.org/a b">', "a href: 'https://oas.org/a b' is not well-formed: it has a blank in it; take the blank out, or write it as %20"),
    ("no host", '<a href="https:///a">', "a href: 'https:///a' is not well-formed: it names no host; write it as https://HOST/…"),
    ("half a scheme", '<a href="https:oas.org">', "a href: 'https:oas.org' is not well-formed: it names no host; write it as https://HOST/…"),
    ("no port", '<a href="https://oas.org:80a/">', "a href: 'https://oas.org:80a/' is not well-formed: its host or port cannot be read; write it as https://HOST/…"),
    ("half a network address", '<a href="https://[::1/">', "a href: 'https://[::1/' is not well-formed: its host or port cannot be read; write it as https://HOST/…"),
    ("a password", '<a href="https://ana:x@oas.org/">', "a href: 'https://ana:x@oas.org/' is not well-formed: it has a name or password before its host; take out all up to the '@'"),
    ("no name of a host", '<a href="https://oas..org/">', "a href: 'https://oas..org/' is not well-formed: 'oas..org' cannot be the name of a host; correct the host"),
    ("a preview at home", '<a href="http://localhost:8000/">', "a href: 'http://localhost:8000/' leads into a private network: readers cannot reach 'localhost'; give the address that everyone can open"),
    ("a private network", '<a href="http://192.168.0.7/">', "a href: 'http://192.168.0.7/' leads into a private network: readers cannot reach '192.168.0.7'; give the address that everyone can open"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "html", "told"), DEAD, ids=[row[0] for row in DEAD])
def test_what_leads_nowhere(tmp_path: Path, title: str, html: str, told: str) -> None:
    found = _look(tmp_path, {HERE: html})
    assert [str(dead) for dead in found.dead] == [f"/programs/x/: {told}"]
    assert found.external == {}


FILES = [
    # what is wrong, the file, what it holds, what is told
    ("no page in the sitemap", "sitemap.xml", f"<urlset><url><loc>{BASE}gone/</loc></url><url><loc> {BASE}about/ </loc></url></urlset>", [f"/sitemap.xml: loc: '{BASE}gone/' leads to no page"]),
    ("half an address in the sitemap", "sitemap.xml", "<urlset><url><loc>/catalogue/about/</loc></url></urlset>", [f"/sitemap.xml: loc: '/catalogue/about/' is no whole web address; begin it with {BASE}"]),
    ("half a sitemap", "sitemap.xml", "<urlset>", ["/sitemap.xml: file: 'sitemap.xml' cannot be read: no element found: line 1, column 8; correct what writes it"]),
    ("a sitemap in its own form", "sitemap.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{BASE}x/</loc></url></urlset>', [f"/sitemap.xml: loc: '{BASE}x/' leads to no page"]),
    ("a feed", "feed.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{BASE}feed.xml"/><entry><link href="{BASE}gone/"/></entry></feed>', [f"/feed.xml: link href: '{BASE}gone/' leads to no page"]),
    ("no sitemap", "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {BASE}sitemap.xml\n", [f"/robots.txt: Sitemap: '{BASE}sitemap.xml' leads to no file"]),
    ("no page to send to", "_redirects", "# moved\n\n/old/ /gone/ 301\n/older/ /about/ 301\n/oldest/ /catalogue/about/#Team\n/away/ https://oas.org/\n/by/:year /:year/\n/all/* /about/:splat", ["/_redirects: redirect: 'gone/' leads to no page"]),
    ("no place to send to", "_redirects", "/old/ /about/#x 301", ["/_redirects: redirect: 'about/#x' leads to a place that the page /about/ does not have"]),
    ("nowhere to send to", "_redirects", "/old/ 301", ["/_redirects: redirect: '/old/' is sent to no other address; write the old address, the new one and 301 on a line"]),
    ("a style", "assets/s.css", '@import "style.css"; a { background: url( "icon.svg?1#mark" ), url(gone.png) } /* url(x.png) */ b { fill: url(#a) } c { background: url(data:image/gif;base64,R0lG) }', ["/assets/s.css: url(): 'gone.png' leads to no file"]),
    ("another style", "assets/s.css", "@import 'gone.css';", ["/assets/s.css: @import: 'gone.css' leads to no file"]),
    ("modules", "assets/s.js", 'import a, { b } from "./gone.js";\nimport"./s.js";export * from \'../gone.mjs\';\n// x; import "./x.js"\n/*\nimport "./x.js"\n*/\nconst c = await import("./later.js"), d = import(c);\nexport const e = "./f.js"; a.import("y");', ["/assets/s.js: import: '../gone.mjs' leads to no file", "/assets/s.js: import: './gone.js' leads to no file", "/assets/s.js: import: './later.js' leads to no file"]),
    ("a module that only some tool finds", "assets/s.js", 'import x from "lit";', ["/assets/s.js: import: 'lit' names a module without a path, which browsers cannot find; begin it with './'"]),
    ("a page shown anywhere", "404.html", '<a href="/catalogue/about/#Team">, <a href="#Here"><p id="Here"><a href="/catalogue/gone/">', ["/404.html: a href: '/catalogue/gone/' leads to no page"]),
    ("a page shown anywhere that says where it is", "404.html", '<a href="about/">', ["/404.html: a href: 'about/' depends on where it is read, and this page is shown at any address; begin it with '/catalogue/'"]),
    ("a page shown anywhere that leaves the site", "404.html", '<a href="/about/">', ["/404.html: a href: '/about/' leaves the site, which stands under /catalogue/; begin it with '/catalogue/'"]),
    ("a page shown anywhere without a place", "404.html", '<a href="#top-of-all">', ["/404.html: a href: '#top-of-all' leads to a place that this page does not have"]),
    ("what comes later", "pagefind/fragment.html", '<a href="gone">', []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "file", "text", "told"), FILES, ids=[row[0] for row in FILES])
def test_files_that_are_no_page(tmp_path: Path, title: str, file: str, text: str, told: list[str]) -> None:
    assert [str(dead) for dead in _look(tmp_path, {file: text}).dead] == told


def test_what_stands_on_every_page_is_told_once(tmp_path: Path) -> None:
    def frame(up: str) -> str:
        return f'<a href="#Content"><a href="{up}gone/"><a href="{up}about/#Teem"><img src="{up}gone.png">'

    found = _look(tmp_path, {f"{'x/' * depth}index.html": frame("../" * depth) for depth in range(4)})
    others = ("/x/", "/x/x/", "/x/x/x/")
    assert [(dead.page, dead.link, dead.others, dead.target) for dead in found.dead] == [
        ("/", "#Content", others, ""),
        ("/", "about/#Teem", others, "/about/#Teem"),
        ("/", "gone/", others, "/gone/"),
        ("/", "gone.png", others, "/gone.png"),
    ]
    assert found.dead[0].message.endswith(" (and on 3 other pages)")
    assert found.dead[0].pages == ("/", *others)


def test_links_of_one_form_that_lead_to_different_pages_are_told_each(tmp_path: Path) -> None:
    found = _look(tmp_path, {"x/index.html": '<a href="gone/">', "y/index.html": '<a href="gone/">' * 2})
    assert [(dead.page, dead.others) for dead in found.dead] == [("/x/", ()), ("/y/", ())]


def test_after_fifty_guesses_at_what_is_meant_the_rest_is_told_without(tmp_path: Path) -> None:
    found = _look(tmp_path, {HERE: "".join(f'<a href="../../abou{number}/">' for number in range(60))})
    assert [dead.cure for dead in found.dead].count("did you mean /about/?") == 50
    assert len(found.dead) == 60


def test_addresses_of_other_sites(tmp_path: Path) -> None:
    one = '<a href="https://www.oas.org/en/"> <a href="HTTP://oas.org:80/a?b#c"> <img src="https://oas.org/a.png">'
    other = (
        '<a href="https://www.oas.org/en/"> <a href="https://españa.example/ñ"> <a href="https://example.org/other/">'
    )
    found = _look(tmp_path, {"x/index.html": one, "y/index.html": other * 2})
    assert found.dead == ()
    assert found.external == {
        "HTTP://oas.org:80/a?b#c": ("/x/",),
        "https://españa.example/ñ": ("/y/",),
        "https://example.org/other/": ("/y/",),  # another site at the same host
        "https://oas.org/a.png": ("/x/",),
        "https://www.oas.org/en/": ("/x/", "/y/"),
    }


def test_what_is_told_is_convenient(tmp_path: Path) -> None:
    found = _look(tmp_path, {HERE: '<a href="../../abuot/">'})
    assert found.dead == (
        Dead("/programs/x/", "a href", "../../abuot/", "leads to no page", "did you mean /about/?", (), "/abuot/"),
    )
    assert (found.pages, found.links) == (5, 1)


def test_links_that_are_not_to_be_followed_are_not_asked(tmp_path: Path) -> None:
    links_out = '<a href="https://x.org/" rel="noopener">a</a><a href="https://y.org/" rel="nofollow noopener">b</a>'
    assert list(_look(tmp_path, {HERE: links_out}).external) == ["https://x.org/"]


def test_a_base_that_is_no_web_address(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'/catalogue/' is no web address"):
        links(tmp_path, "/catalogue/")


@pytest.mark.parametrize(
    "content", [ROOT / "tests/real", ROOT / "tests" / "golden" / "content"], ids=["real", "golden"]
)
def test_the_sites_that_are_built_have_no_dead_link(tmp_path: Path, content: Path) -> None:
    site = tmp_path / "site"
    built = build(content, TEMPLATES, site, TODAY)
    found = links(site, built.url, later=(INDEX,))
    assert found.dead == ()
    assert found.pages == len([*site.rglob("*.html")])
    assert found.links > 10 * found.pages
