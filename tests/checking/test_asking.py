"""One address asked: by a server on the loopback that gives each kind of answer."""

import http.server
import socket
import ssl
from collections.abc import Iterator, Sequence

import pytest

from builder.checking.addresses import is_public
from builder.checking.asking import Answer, Asker, looked_up
from tests.checking.conftest import CERTIFICATES, Host, Reply

STATUSES = [
    # status, what it means, the words
    (200, "ok", ""),
    (204, "ok", ""),
    (304, "unsure", "answers 304, which says neither that the page is there nor that it is not; open it in a browser"),
    (400, "unsure", "answers 400, which says neither that the page is there nor that it is not; open it in a browser"),
    (401, "unsure", "answers 401, which programs often get where people see the page; open it in a browser"),
    (403, "unsure", "answers 403, which programs often get where people see the page; open it in a browser"),
    (404, "dead", "answers 404: there is no such page"),
    (405, "unsure", "answers 405, which says neither that the page is there nor that it is not; open it in a browser"),
    (410, "dead", "answers 410: the page was taken away"),
    (500, "unsure", "answers 500: its host has a fault at present"),
    (503, "unsure", "answers 503: its host has a fault at present"),
    (999, "unsure", "answers 999, which programs often get where people see the page; open it in a browser"),
]


@pytest.mark.parametrize(("status", "state", "words"), STATUSES, ids=[str(row[0]) for row in STATUSES])
def test_a_status(host: Host, status: int, state: str, words: str) -> None:
    host.replies["/a"] = (status, {})
    assert host.asker()(host("/a")) == Answer(host("/a"), state, words, status=status)  # type: ignore[arg-type]
    assert [method for method, _, _ in host.asked] == (["HEAD", "GET"] if status >= 400 else ["HEAD"])


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501])
def test_where_head_is_refused_get_counts(host: Host, status: int) -> None:
    host.replies["HEAD /a"] = (status, {})
    assert host.asker()(host("/a")) == Answer(host("/a"), "ok", status=200)
    assert host.slept == [1]  # no host is asked twice without a pause


def test_what_the_host_is_told(host: Host) -> None:
    host.asker(site="https://example.org/catalogue/")(host("/a b?ñ=%20#place".replace(" ", "%20")))
    assert host.asked == [("HEAD", "one.example", "/a%20b?%C3%B1=%20")]
    assert host.heads[0]["User-Agent"] == "program-catalogue link check (+https://example.org/catalogue/)"
    assert host.heads[0]["Host"] == f"one.example:{host.port}"


def test_a_host_in_other_letters(host: Host) -> None:
    assert host.asker()(host("/", "españa.example")).state == "ok"
    assert host.asked == [("HEAD", "xn--espaa-rta.example", "/")]


REDIRECTS = [
    # title, path to status and target, what comes of it, its words ({} is the host), target, how often it was asked
    ("for good", {"/a": (301, "/b")}, "moved", "has moved for good to {}/b", "{}/b", 2),
    ("for good, otherwise", {"/a": (308, "{}/b?c")}, "moved", "has moved for good to {}/b?c", "{}/b?c", 2),
    ("for now", {"/a": (302, "/b")}, "ok", "", "", 2),
    ("for now, otherwise", {"/a": (307, "b")}, "ok", "", "", 2),
    ("to see another", {"/a": (303, "/b")}, "ok", "", "", 2),
    ("for good, then for now", {"/a": (301, "/b"), "/b": (302, "/c")}, "moved", "has moved for good to {}/b", "{}/b", 3),
    ("for now, then for good", {"/a": (302, "/b"), "/b": (301, "/c")}, "ok", "", "", 3),
    ("to the front page", {"/a": (301, "/")}, "moved", "now leads to the front page of one.example:PORT; what it showed may be gone", "{}/", 2),
    ("to nothing", {"/a": (301, "/b"), "/b": (404, "")}, "dead", "answers 404: there is no such page (redirected to {}/b)", "", 3),
    ("a letter in UTF-8", {"/a": (301, "/ñ")}, "moved", "has moved for good to {}/ñ", "{}/ñ", 2),
    ("a blank", {"/a": (301, "/b c")}, "moved", "has moved for good to {}/b%20c", "{}/b%20c", 2),
    ("nowhere", {"/a": (301, "")}, "unsure", "answers 301, which says neither that the page is there nor that it is not; open it in a browser", "", 1),
    ("in a circle", {"/a": (302, "/b"), "/b": (301, "/a")}, "unsure", "redirects in a circle; open it in a browser", "", 2),
    ("to itself", {"/a": (302, "/a")}, "unsure", "redirects in a circle; open it in a browser", "", 1),
    ("five times", {f"/{'a' * n}": (302, f"/{'a' * (n + 1)}") for n in range(1, 6)}, "ok", "", "", 6),
    ("too often", {f"/{'a' * n}": (302, f"/{'a' * (n + 1)}") for n in range(1, 9)}, "unsure", "redirects more than 5 times; open it in a browser (redirected to {}/aaaaaaa)", "", 6),
    ("to no web address", {"/a": (302, "ftp://one.example/")}, "dead", "redirects to 'ftp://one.example/', which is not well-formed: it names no host", "", 1),
    ("to half an address", {"/a": (302, "http://[x/")}, "dead", "redirects to 'http://[x/', which is no address", "", 1),
    ("into a private network", {"/a": (302, "http://127.0.0.1:9/")}, "dead", "redirects to 'http://127.0.0.1:9/', which leads into a private network: readers cannot reach '127.0.0.1'", "", 1),
    ("to the cloud's own secrets", {"/a": (302, "http://169.254.169.254/latest/")}, "dead", "redirects to 'http://169.254.169.254/latest/', which leads into a private network: readers cannot reach '169.254.169.254'", "", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "replies", "state", "words", "target", "asked"), REDIRECTS, ids=[row[0] for row in REDIRECTS]
)
def test_a_redirect(host: Host, title: str, replies: dict[str, tuple[int, str]], state: str, words: str, target: str, asked: int) -> None:  # fmt: skip
    for path, (status, location) in replies.items():
        there = location.replace("{}", host("")).encode().decode("latin-1")
        host.replies[path] = (status, {"Location": there} if location else {})
    host.replies["/ñ".encode().decode("latin-1")] = (404, {})  # never asked for as it stands
    answer = host.asker()(host("/a"))
    told = words.replace("{}", host("")).replace("PORT", str(host.port))
    assert (answer.state, answer.words, answer.target) == (state, told, target.replace("{}", host("")))
    assert len(host.asked) == asked


def test_a_redirect_to_a_name_in_a_private_network_is_not_followed(host: Host) -> None:
    host.replies["/a"] = (302, {"Location": host("/secret", "inner.example")})

    def resolve(name: str, port: int) -> Sequence[str]:
        return ("127.0.0.1", "10.0.0.7") if name == "inner.example" else ("127.0.0.1",)

    answer = host.asker(resolve=resolve, allowed=lambda number: number != "10.0.0.7")(host("/a"))
    assert answer.state == "unsure"
    assert answer.words == (
        "leads into a private network from here, so it was not asked: 'inner.example' is at 127.0.0.1, 10.0.0.7"
        f" (redirected to {host('/secret', 'inner.example')})"
    )
    assert host.asked == [("HEAD", "one.example", "/a")]


def test_by_itself_it_asks_no_private_network(host: Host) -> None:
    for name in ("localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"):
        answer = Asker()(host("/", name))
        assert (answer.state, answer.words.split(":")[0]) == ("dead", "leads into a private network")
    # a name that leads there, and a number as only some write it
    for name, found in (("one.example", "127.0.0.1"), ("0x7f.1", "127.0.0.1")):
        answer = Asker(resolve=lambda *_, found=found: (found,))(host("/", name))
        assert (answer.state, answer.words.split(",")[0]) == ("unsure", "leads into a private network from here")
    assert host.asked == []


def test_it_connects_to_the_address_that_was_checked(host: Host) -> None:
    """A name that leads elsewhere the second time gains nothing by it."""
    numbers = iter(["127.0.0.1", "203.0.113.1"])
    looked: list[str] = []

    def resolve(name: str, port: int) -> Sequence[str]:
        looked.append(name)
        return (next(numbers),)

    assert host.asker(resolve=resolve)(host("/a")).state == "ok"
    assert looked == ["one.example"]


NUMBERS = [
    ("8.8.8.8", True),
    ("2606:4700::1111", True),
    ("64:ff9b::808:808", True),
    ("2002:808:808::1", True),
    ("127.0.0.1", False),
    ("10.1.2.3", False),
    ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("100.64.0.1", False),
    ("169.254.169.254", False),
    ("0.0.0.0", False),
    ("224.0.0.1", False),
    ("240.0.0.1", False),
    ("255.255.255.255", False),
    ("::", False),
    ("::1", False),
    ("fe80::1", False),
    ("fe80::1%eth0", False),
    ("fd00::1", False),
    ("ff02::1", False),
    ("::ffff:10.0.0.1", False),
    ("64:ff9b::a00:1", False),
    ("2002:7f00:1::", False),
    ("one.example", False),
]


@pytest.mark.parametrize(("number", "public"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_which_networks_are_public(number: str, public: bool) -> None:
    assert is_public(number) is public


WAITS = [
    # title, status, headers of the first answer, the second status, what comes of it, what was waited for
    ("a while", 429, {"Retry-After": "7"}, 200, "ok", [7, 1]),
    ("a while, said with 503", 503, {"Retry-After": "30"}, 200, "ok", [30, 1]),
    ("until a time", 429, {"Retry-After": "Mon, 23 Nov 2026 21:00:09 GMT", "Date": "Mon, 23 Nov 2026 21:00:04 GMT"}, 200, "ok", [5, 1]),
    ("in vain", 429, {"Retry-After": "7"}, 429, "unsure", [7, 1]),
    ("too long", 429, {"Retry-After": "31"}, 200, "unsure", []),
    ("for nobody knows how long", 429, {}, 200, "unsure", []),
    ("until a time by no clock", 429, {"Retry-After": "Mon, 23 Nov 2026 21:00:09 GMT"}, 200, "unsure", []),
    ("nonsense", 429, {"Retry-After": "soon"}, 200, "unsure", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "status", "headers", "second", "state", "slept"), WAITS, ids=[row[0] for row in WAITS])  # fmt: skip
def test_a_host_that_asks_for_a_rest(host: Host, title: str, status: int, headers: dict[str, str], second: int, state: str, slept: list[float]) -> None:  # fmt: skip
    replies = iter([(status, headers), (second, headers)])
    host.replies["/a"] = lambda _: next(replies)
    asker = host.asker()
    answer = asker(host("/a"))
    assert (answer.state, host.slept) == (state, slept)
    asked = len(host.asked)
    if state == "unsure":
        assert answer.words == f"could not be asked now: it answers {status}, which asks for a rest"
        assert asker(host("/b")).words == "was not asked: its host asked for a rest"
        assert len(host.asked) == asked
        assert asker(host("/b", "two.example")).state == "ok"


def _hang(host: Host) -> None:
    def reply(_: http.server.BaseHTTPRequestHandler) -> Reply:
        host.ended.wait()
        return 0, {}

    host.replies["/slow"] = reply


def test_a_slow_host(host: Host) -> None:
    _hang(host)
    asker = host.asker(timeout=0.2)
    answer = asker(host("/slow"))
    assert (answer.state, answer.status) == ("unsure", 0)
    assert answer.words == "did not answer in time: 'one.example' is slow or does not answer"
    assert [method for method, _, _ in host.asked] == ["HEAD", "GET"]


def test_a_host_that_trickles(host: Host) -> None:
    def reply(handler: http.server.BaseHTTPRequestHandler) -> Reply:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not host.ended.wait(0.02):
            handler.wfile.write(b"x")
        return 0, {}

    host.replies["/a"] = reply
    assert host.asker(timeout=0.3)(host("/a")).words.startswith("did not answer in time")


def test_a_host_that_never_answers_is_let_be(host: Host) -> None:
    _hang(host)
    asker = host.asker(timeout=0.1)
    for _ in range(3):
        assert asker(host("/slow")).words.startswith("did not answer in time")
    assert asker(host("/a")) == Answer(host("/a"), "unsure", "was not asked: its host did not answer 3 times in a row")


def test_a_host_that_answers_now_and_then_is_asked_on(host: Host) -> None:
    host.replies["/never"] = (0, {})
    asker = host.asker()
    for path in ("/never", "/never", "/a", "/never", "/never"):
        asker(host(path))
    assert asker(host("/b")).state == "ok"


def test_a_host_that_hangs_up_once(host: Host) -> None:
    replies: Iterator[Reply] = iter([(0, {}), (200, {})])
    host.replies["/a"] = lambda _: next(replies)
    assert host.asker()(host("/a")).state == "ok"
    assert [method for method, _, _ in host.asked] == ["HEAD", "GET"]


def test_a_host_that_hangs_up_always(host: Host) -> None:
    host.replies["/a"] = (0, {})
    answer = host.asker()(host("/a"))
    assert (answer.state, answer.words[:23]) == ("unsure", "could not be asked now:")
    assert len(host.asked) == 2


def test_a_host_that_speaks_something_else(host: Host) -> None:
    def reply(handler: http.server.BaseHTTPRequestHandler) -> Reply:
        handler.wfile.write(b"220 mail ready\r\n")
        return 0, {}

    host.replies["/a"] = reply
    answer = host.asker()(host("/a"))
    assert (answer.state, answer.words) == ("unsure", "answers with something that is no web page: BadStatusLine")


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens there
        address = f"http://one.example:{taken.getsockname()[1]}/"
        answer = Host().asker()(address)
    assert answer == Answer(address, "dead", "leads nowhere: 'one.example' refuses the connection")


NAMES = [
    (socket.EAI_NONAME, "dead", "leads nowhere: no host is called 'gone.example'", 1),
    (socket.EAI_AGAIN, "unsure", "could not be asked now: the name 'gone.example' could not be looked up", 2),
]


@pytest.mark.parametrize(("number", "state", "words", "looked"), NAMES, ids=["no such name", "not now"])
def test_a_name_that_leads_nowhere(number: int, state: str, words: str, looked: int) -> None:
    names: list[str] = []

    def resolve(name: str, port: int) -> Sequence[str]:
        names.append(name)
        raise socket.gaierror(number, "")

    answer = Host().asker(resolve=resolve)("https://gone.example/")
    assert (answer.state, answer.words, len(names)) == (state, words, looked)


def test_the_second_number_of_a_host_counts_too(host: Host) -> None:
    assert host.asker(resolve=lambda *_: ("::1", "127.0.0.1"))(host("/")).state == "ok"


def test_names_are_looked_up() -> None:
    assert set(looked_up("localhost", 80)) <= {"127.0.0.1", "::1"}
    assert looked_up("127.0.0.1", 80) == ("127.0.0.1",)


@pytest.mark.parametrize("address", ["https:///a", "ftp://one.example/", "http://a..example/", "http://one.example:x/"])
def test_what_is_no_web_address_is_not_asked(address: str) -> None:
    answer = Host().asker(resolve=lambda *_: pytest.fail("looked up"))(address)
    assert (answer.state, answer.words[:18]) == ("dead", "is not well-formed")


def test_a_secure_host(secure: Host) -> None:
    trust = ssl.create_default_context(cafile=str(CERTIFICATES / "good.pem"))
    address = secure("/a", "secure.example", "https")
    assert secure.asker(trust=trust)(address) == Answer(address, "ok", status=200)


INVALID = "has a certificate that is not valid, so browsers warn of it: "


def test_a_certificate_for_another_name(secure: Host) -> None:
    trust = ssl.create_default_context(cafile=str(CERTIFICATES / "good.pem"))
    answer = secure.asker(trust=trust)(secure("/a", "other.example", "https"))
    assert answer.state == "dead"
    assert answer.words.startswith(INVALID + "Hostname mismatch")


def test_a_certificate_that_nobody_signed(secure: Host) -> None:
    answer = secure.asker(trust=ssl.create_default_context())(secure("/a", "secure.example", "https"))
    assert (answer.state, answer.words) == ("dead", INVALID + "self-signed certificate")
    assert secure.asked == []


def test_a_certificate_that_has_run_out(expired: Host) -> None:
    trust = ssl.create_default_context(cafile=str(CERTIFICATES / "expired.pem"))
    answer = expired.asker(trust=trust)(expired("/a", "expired.example", "https"))
    assert (answer.state, answer.words) == ("dead", INVALID + "certificate has expired")


def test_a_host_that_is_not_secure(host: Host) -> None:
    answer = host.asker()(host("/a", scheme="https"))
    assert (answer.state, answer.words[:38]) == ("unsure", "could not agree on a secure connection")


def test_an_answer_reads_well() -> None:
    assert str(Answer("https://a.example/", "dead", "answers 404: there is no such page")) == (
        "https://a.example/ answers 404: there is no such page"
    )
    assert str(Answer("https://a.example/", "ok")) == "https://a.example/ is there"
