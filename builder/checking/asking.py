"""One web address asked over the network: whether a page answers there, without reading it.

The standard library is enough: the libraries that would follow redirects look a host's name up once more when they
connect, and so cannot promise that what was checked is what is asked.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from builder.checking.addresses import ascii_host, is_public, malformed

State = Literal["ok", "moved", "dead", "unsure"]
"""A page answers; it does, at another address for good; nothing is there; nobody could tell."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking an address."""

    address: str
    """The address, as it was given."""
    state: State
    """What that means for a link to it."""
    words: str = ""
    """Why; goes on from "the address". Empty where all is well."""
    target: str = ""
    """Where it has moved to for good."""
    status: int = 0
    """The status of the last answer; 0 where nobody answered."""

    def __str__(self) -> str:
        return f"{self.address} {self.words or 'is there'}"


def looked_up(host: str, port: int) -> Sequence[str]:
    """The network addresses of a host. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(slots=True)
class Asker:
    """Asks addresses: any number of hosts at once, but each host one at a time with a pause between."""

    site: str = ""
    """The address of the site that has the links, told to those that are asked."""
    timeout: float = 20
    """Seconds for one request, from the connection to the last header."""
    pause: float = 1
    """Seconds between two requests to a host."""
    sleep: Callable[[float], None] = time.sleep
    """Waits."""
    resolve: Callable[[str, int], Sequence[str]] = looked_up
    """Gives the network addresses of a host."""
    allowed: Callable[[str], bool] = is_public
    """Whether a network address may be asked."""
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    """Whose certificates are believed."""
    _hosts: dict[str, "_Host"] = field(default_factory=dict)
    _changing: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, address: str) -> Answer:
        """Asks one http(s) address, and those to which it is redirected."""
        here, lasting, moved = address, True, ""
        been: list[str] = []
        status = 0
        try:
            while True:
                reply = self._reply(here)
                been.append(here)
                status = reply.status
                if reply.status not in _REDIRECTS or not reply.location:
                    return _judged(address, here, reply, moved)
                here = _redirected(here, reply.location)
                lasting = lasting and reply.status in _FOR_GOOD
                moved = here if lasting else moved
                if here in been:
                    raise _NoAnswerError("unsure", "redirects in a circle; open it in a browser")
                if len(been) > _MOST_REDIRECTS:
                    raise _NoAnswerError("unsure", f"redirects more than {_MOST_REDIRECTS} times; open it in a browser")
        except _NoAnswerError as failed:
            return Answer(
                address, failed.state, failed.words + _by_way_of(address, here), status=failed.status or status
            )

    def _reply(self, address: str) -> "_Reply":
        if wrong := malformed(address):
            raise _NoAnswerError("dead", wrong.what)
        name = ascii_host(urlsplit(address).hostname or "") or ""
        with self._changing:
            host = self._hosts.setdefault(name, _Host(name))
        with host.lock:
            if host.closed:
                raise _NoAnswerError("unsure", f"was not asked: {host.closed}")
            return self._insisting(address, host)

    def _insisting(self, address: str, host: "_Host") -> "_Reply":
        """Asks again where the first answer need not be the last word."""
        method, again, waited = "HEAD", False, False
        while True:
            try:
                reply = self._exchange(method, address, host)
            except _NoAnswerError as failed:
                if failed.final:
                    raise
                if again:
                    host.count_failure()
                    raise
                again, method = True, "GET"  # some servers hang up on HEAD
                continue
            host.failures = 0
            if reply.status in _BUSY:
                if not waited and reply.wait is not None and reply.wait <= _LONGEST_WAIT:
                    self.sleep(reply.wait)
                    waited = True
                    continue
                if reply.status == _TOO_MANY or reply.wait is not None:
                    host.closed = "its host asked for a rest"
                    words = f"could not be asked now: it answers {reply.status}, which asks for a rest"
                    raise _NoAnswerError("unsure", words, reply.status)
            if reply.status >= _REFUSED and method == "HEAD":
                method = "GET"  # HEAD may lie
                continue
            return reply

    def _exchange(self, method: str, address: str, host: "_Host") -> "_Reply":
        """One request. Raises _NoAnswerError where there is no answer."""
        parts = urlsplit(address)
        secure = parts.scheme.lower() == "https"
        port = parts.port or (443 if secure else 80)
        found = self._checked(host.name, port)
        if host.asked:
            self.sleep(self.pause)
        host.asked = True
        target = _coded(parts.path or "/") + ("?" + _coded(parts.query) if parts.query else "")
        headers = {
            "User-Agent": f"program-catalogue link check{f' (+{self.site})' if self.site else ''}",
            "Accept": "text/html,*/*;q=0.8",
            "Connection": "close",
        }
        failed = _NoAnswerError("unsure", "could not be asked")
        for number in found[:_MOST_NUMBERS]:
            connection = _Connection(host.name, port, number, self.timeout, self.trust if secure else None)
            try:
                with _in_time(self.timeout, connection):
                    connection.request(method, target, headers=headers)
                    return _Reply.of(connection.getresponse())
            except (OSError, http.client.HTTPException, ValueError) as error:
                failed = _explained(error, host.name)
            finally:
                connection.close()
        raise failed

    def _checked(self, host: str, port: int) -> Sequence[str]:
        """The network addresses of a host, all of which may be asked."""
        try:
            found = self.resolve(host, port)
        except OSError as error:
            raise _explained(error, host) from None
        if not all(map(self.allowed, found)):
            # within an organization its own public names may lead to its inner network
            words = f"leads into a private network from here, so it was not asked: '{host}' is at {', '.join(found)}"
            raise _NoAnswerError("unsure", words, final=True)
        return found


_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_MOST_REDIRECTS = 5
_BUSY = (429, 503)
_TOO_MANY = 429
_REFUSED = 400
_GONE = {404: "there is no such page", 410: "the page was taken away"}
_FOR_PEOPLE = (401, 402, 403, 407, 451, 999)
_FAULT = 500
_LONGEST_WAIT = 30
_MOST_FAILURES = 3
_MOST_NUMBERS = 3
_PLAIN = "%/:=&?~+!$,;'@()*[]|-._"
_NO_SUCH_NAME = tuple(
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, name)
)
_UNKNOWN_ISSUER = (19, 20, 21)
"""OpenSSL's numbers for a chain of certificates that ends in one it does not know; a browser may know more."""


@dataclass(slots=True)
class _Host:
    """A host that is being asked."""

    name: str
    """Its name, in ASCII."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held by the one that asks it."""
    asked: bool = False
    """Whether it was asked anything."""
    failures: int = 0
    """How many addresses in a row had no answer."""
    closed: str = ""
    """Why it is asked no more."""

    def count_failure(self) -> None:
        """After a few, each of which takes as long as the time limit, a host is let be."""
        self.failures += 1
        if self.failures >= _MOST_FAILURES:
            self.closed = f"its host did not answer {_MOST_FAILURES} times in a row"


class _NoAnswerError(Exception):
    """There is no answer, or none that leads on."""

    def __init__(self, state: State, words: str, status: int = 0, *, final: bool = False) -> None:
        self.state: State = state
        self.words = words
        self.status = status
        self.final = final
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class _Reply:
    """The head of an answer."""

    status: int
    """Its status."""
    location: str
    """Where to look instead."""
    wait: float | None
    """Seconds after which to ask again."""

    @classmethod
    def of(cls, response: http.client.HTTPResponse) -> "_Reply":
        # http.client reads headers as Latin-1, servers write UTF-8
        location = response.getheader("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")
        wait = _seconds(response.getheader("Retry-After", ""), response.getheader("Date", ""))
        return cls(response.status, location.strip(), wait)


class _Connection(http.client.HTTPConnection):
    """A connection to the network address that was checked, whatever the host's name leads to by now."""

    def __init__(self, host: str, port: int, number: str, timeout: float, trust: ssl.SSLContext | None) -> None:
        self.default_port = 443 if trust else 80
        super().__init__(host, port, timeout=timeout)
        self._number = number
        self._trust = trust

    def connect(self) -> None:
        self.sock = socket.create_connection((self._number, self.port), self.timeout)
        if self._trust:
            wrapped = self._trust.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = wrapped  # before the greeting, so that it can be cut off
            wrapped.do_handshake()


@contextmanager
def _in_time(seconds: float, connection: _Connection) -> Iterator[None]:
    """Cuts a connection off; its own time limit begins anew with each byte that trickles in."""
    over = threading.Event()

    def cut() -> None:
        over.set()
        if connection.sock:
            with suppress(OSError):
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if over.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()
    if over.is_set():  # in the midst of the headers, one of which may be half there
        raise TimeoutError


def _coded(text: str) -> str:
    """What is written in other letters, as it is sent; what is coded already stays."""
    return quote(text, safe=_PLAIN, errors="replace")


def _explained(error: Exception, host: str) -> _NoAnswerError:
    match error:
        case ssl.SSLCertVerificationError():
            why = error.verify_message or str(error)
            if error.verify_code in _UNKNOWN_ISSUER:
                words = f"has a certificate whose issuer is not known here ({why}); open it in a browser"
                return _NoAnswerError("unsure", words, final=True)
            return _NoAnswerError(
                "dead", f"has a certificate that is not valid, so browsers warn of it: {why}", final=True
            )
        case ssl.SSLError():
            return _NoAnswerError("unsure", f"could not agree on a secure connection: {error.reason or error}")
        case socket.gaierror() if error.errno in _NO_SUCH_NAME:
            return _NoAnswerError("dead", f"leads nowhere: no host is called '{host}'", final=True)
        case socket.gaierror():
            return _NoAnswerError("unsure", f"could not be asked now: the name '{host}' could not be looked up")
        case ConnectionRefusedError():
            return _NoAnswerError("dead", f"leads nowhere: '{host}' refuses the connection")
        case TimeoutError():
            return _NoAnswerError("unsure", f"did not answer in time: '{host}' is slow or does not answer")
        case http.client.HTTPException() if not isinstance(error, OSError):
            return _NoAnswerError("unsure", f"answers with something that is no web page: {type(error).__name__}")
        case OSError():
            return _NoAnswerError("unsure", f"could not be asked now: {error.strerror or error}")
    return _NoAnswerError("unsure", f"could not be asked: {error}", final=True)


def _redirected(here: str, location: str) -> str:
    """The address to ask next. Raises _NoAnswerError where nobody should."""
    try:
        following = urldefrag(urljoin(here, "%20".join(location.split()))).url
    except ValueError:
        raise _NoAnswerError("dead", f"redirects to '{location}', which is no address") from None
    if wrong := malformed(following):
        raise _NoAnswerError("dead", f"redirects to '{following}', which {wrong.what}")
    return following


def _judged(address: str, here: str, reply: _Reply, moved: str) -> Answer:
    status, by_way_of = reply.status, _by_way_of(address, here)
    made = Answer(address, "unsure", status=status)
    if 200 <= status < 300:
        return _moved(made, moved) if moved else replace(made, state="ok")
    if status in _GONE:
        return replace(made, state="dead", words=f"answers {status}: {_GONE[status]}{by_way_of}")
    if status in _FOR_PEOPLE:
        words = "answers {}, which programs often get where people see the page; open it in a browser"
    elif status >= _FAULT:
        words = "answers {}: its host has a fault at present"
    else:
        words = "answers {}, which says neither that the page is there nor that it is not; open it in a browser"
    return replace(made, words=words.format(status) + by_way_of)


def _moved(made: Answer, target: str) -> Answer:
    old, new = urlsplit(made.address), urlsplit(target)
    if len(old.path) > 1 and new.path in ("", "/") and not new.query:
        words = f"now leads to the front page of {new.netloc}; what it showed may be gone"
    else:
        words = f"has moved for good to {target}"
    return replace(made, state="moved", words=words, target=target)


def _by_way_of(address: str, here: str) -> str:
    return "" if here == address else f" (redirected to {here})"


def _seconds(wait: str, sent: str) -> float | None:
    """How long to wait by Retry-After, which is a number of seconds or a day and time by the server's own clock."""
    if wait.strip().isdecimal():
        return float(wait)
    try:
        return max(0.0, (parsedate_to_datetime(wait) - parsedate_to_datetime(sent)).total_seconds())
    except (ValueError, TypeError):
        return None
