"""One link as a browser reads it: into the site, out of it, or nowhere."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

Whole = Literal["never", "may", "must"]
"""Whether a link stands where the site's own address belongs: canonical addresses, previews, sitemaps."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A link into the site."""

    path: str
    """The path below the site's own, decoded: `about/` for `/about/`, and nothing for the home page."""
    anchor: str = ""
    """The place on that page, as it is written behind `#`."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A link to another site."""

    address: str
    """The whole web address."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A link that no browser can follow, or not from everywhere."""

    what: str
    """What is wrong with it; goes on from "the link"."""
    cure: str
    """What to do."""


@dataclass(frozen=True, slots=True)
class Base:
    """Where the site is published."""

    address: str
    """Its own web address, ending in `/`."""
    host: str
    """The host of it, with its port, in small letters."""
    path: str
    """The path of it, beginning and ending with `/`."""

    @classmethod
    def of(cls, address: str) -> "Base":
        """Raises ValueError where that is no web address."""
        whole = address.rstrip("/") + "/"
        parts = urlsplit(whole)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"'{address}' is no web address")
        return cls(whole, parts.netloc.lower(), parts.path)


def leads(
    link: str, here: str | None, base: Base, *, whole: Whole = "never", picture: bool = False
) -> Inside | Outside | Wrong | None:
    """Where a link leads that stands on the page at `here`; None where there is nothing to look for.

    `here` is a path below the site's own, such as `about/`; None is the page that is shown at any address. A link that
    works only at this one web address is wrong, but where the address itself is meant (`whole`).
    """
    written = link.strip(_TRIMMED)
    scheme = _scheme(written)
    if scheme in ("http", "https"):
        return _absolute(written, base, whole)
    if whole == "must":
        return Wrong("is no whole web address", f"begin it with {base.address}")
    if scheme:
        return _other_scheme(scheme, written, picture=picture)
    path, anchor = _parted(written)
    if path.startswith("//"):
        return Wrong("says no scheme", "begin it with https:")
    if path.startswith("/"):
        if here is not None and whole == "never":
            return Wrong("begins with '/', so it breaks where the site stands under another path", _LET_URL)
        return _below(path, anchor, base)
    if here is None and path:
        return Wrong("depends on where it is read, and this page is shown at any address", _BEGIN.format(base.path))
    return _relative(path, anchor, here or "", base)


def malformed(address: str) -> Wrong | None:
    """What is wrong with the form of a http(s) address, if anything."""
    if re.search(r"\s", address):
        return Wrong("is not well-formed: it has a blank in it", "take the blank out, or write it as %20")
    if not re.match(r"https?://[^/?#]", address, re.IGNORECASE):
        return Wrong("is not well-formed: it names no host", "write it as https://HOST/…")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return Wrong("is not well-formed: its host or port cannot be read", "write it as https://HOST/…")
    if "@" in parts.netloc:
        return Wrong("is not well-formed: it has a name or password before its host", "take out all up to the '@'")
    if not host or ascii_host(host) is None:
        return Wrong(f"is not well-formed: '{host or ''}' cannot be the name of a host", "correct the host")
    if _is_at_home(host):
        return Wrong(
            f"leads into a private network: readers cannot reach '{host}'", "give the address that everyone can open"
        )
    return None


def ascii_host(host: str) -> str | None:
    """The host as networks know it (`xn--…` where it has other letters); None where none can have this name."""
    if ":" in host:
        return host if _ip(host) else None
    try:
        coded = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return coded if re.fullmatch(r"[a-z0-9_.-]+", coded) and coded.strip(".") else None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it is packed into another."""
    found = _ip(address)
    if found is None:
        return False
    inner = _unpacked(found)
    return inner.is_global and not (inner.is_multicast or inner.is_reserved or inner.is_unspecified)


_TRIMMED = "".join(map(chr, range(33)))
"""What browsers strip from both ends of a link."""

_LET_URL = "in a template let url() write it; in a text of content/ name a page that exists"
_BEGIN = "begin it with '{}'"

_PACKED = ipaddress.IPv6Network("64:ff9b::/96")
"""How networks that know only IPv6 write IPv4 addresses."""


def _scheme(link: str) -> str:
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", link)
    return found[1].lower() if found else ""


def _parted(link: str) -> tuple[str, str]:
    """Path and anchor; what follows `?` is for scripts, and inner line ends and tabs are for nobody."""
    rest, _, anchor = re.sub(r"[\t\r\n]", "", link).partition("#")
    return rest.partition("?")[0].replace("\\", "/"), anchor.partition(":~:")[0]


def _other_scheme(scheme: str, link: str, *, picture: bool) -> Wrong | None:
    rest = unquote(link.partition(":")[2])
    if scheme == "mailto":
        whom, at, host = rest.partition("?")[0].rpartition("@")
        if at and whom.strip() and "." in host and not re.search(r"\s", host):
            return None
        return Wrong("is no e-mail address", "write it as mailto:NAME@HOST")
    if scheme == "tel":
        if re.fullmatch(r"\+?[\d\s().-]*\d[\d\s().-]*(;.*)?", rest):
            return None
        return Wrong("is no telephone number", "write it as tel:+12025550123")
    if scheme == "data" and picture:
        return None
    if scheme in ("javascript", "data", "vbscript", "blob", "file"):
        return Wrong(f"begins with '{scheme}:', which is no address on the web", "lead to a page or a file")
    return Wrong(
        f"begins with '{scheme}:', which is no address on the web",
        "begin it with https:// (mailto: and tel: are known, too)",
    )


def _absolute(link: str, base: Base, whole: Whole) -> Inside | Outside | Wrong:
    rest = _own(link, base)
    if rest is None:
        return malformed(link) or Outside(link)
    path, anchor = _parted(rest)
    if whole == "never":
        return Wrong(
            "names the site's own web address, so it breaks where the site moves to another",
            f"write '/{path}{'#' if anchor else ''}{anchor}' in a text of content/; in a template let url() write it",
        )
    if not link.startswith(base.address.split(":")[0] + ":"):
        return Wrong("does not begin as the site's own web address does", f"begin it with {base.address}")
    return _relative(path, anchor, "", base)


def _own(link: str, base: Base) -> str | None:
    """What follows the site's own address; None where the link leads to another site, or another part of this host."""
    try:
        parts: SplitResult = urlsplit(link)
    except ValueError:
        return None
    if parts.netloc.lower() != base.host:
        return None
    path = parts.path or "/"
    if path + "/" == base.path:
        path += "/"
    if not path.startswith(base.path):
        return None
    return path[len(base.path) :] + ("#" + parts.fragment if parts.fragment else "")


def _below(path: str, anchor: str, base: Base) -> Inside | Wrong:
    if not path.startswith(base.path):
        return Wrong(f"leaves the site, which stands under {base.path}", _BEGIN.format(base.path))
    return _relative(path[len(base.path) :], anchor, "", base)


def _relative(path: str, anchor: str, here: str, base: Base) -> Inside | Wrong:
    if not path:
        return Inside(here, anchor)
    folders = here.split("/")[:-1]
    *steps, last = path.split("/")
    for step in (*steps, last):
        dots = step.lower().replace("%2e", ".")
        if dots == "..":
            if not folders:
                return Wrong(f"leaves the site: it goes up further than {base.path}", "take out one '../'")
            folders.pop()
        elif dots != ".":
            folders.append(step)
    if last.lower().replace("%2e", ".") in (".", ".."):
        folders.append("")
    return Inside(unquote("/".join(folders)), anchor)


def _is_at_home(host: str) -> bool:
    name = host.rstrip(".").lower()
    if _ip(name):
        return not is_public(name)
    return "." not in name or name.endswith((".localhost", ".local", ".internal", ".home.arpa", ".lan"))


def _ip(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _unpacked(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    if isinstance(found, ipaddress.IPv4Address):
        return found
    if found in _PACKED:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None) or found
