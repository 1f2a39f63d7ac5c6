"""What the preview's server answers to an address."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from builder.generator.links import ASSETS, INDEX
from builder.preview.board import SEARCH, State
from builder.preview.panel import ADDRESS, FILES, FOLDER, Panel, severity, title

EVENTS = ADDRESS + "events"
"""Where pages hear of changes, below the site's path."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets."""

    status: HTTPStatus
    """200 and the like."""
    body: bytes = b""
    """The page, or the file."""
    kind: str = "text/plain; charset=utf-8"
    """The media type."""
    location: str = ""
    """Where else to look."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where files come from that are no pages."""

    indexes: Sequence[Path] = ()
    """Folders with a search index each, the newest first: an open page may still read an older one."""


def answer(target: str, state: State, folders: Folders, panel: Panel, start: str) -> Answer:
    """What a browser gets that asks for `target`, a path with or without a query. `start` names this run."""
    parts = urlsplit(target if not target.startswith("//") else "/" + target.lstrip("/"))
    asked, query = unquote(parts.path), f"?{parts.query}" if parts.query else ""
    if ADDRESS in asked:
        return _own(asked.rpartition(ADDRESS)[2])
    if state.drawings is None:
        return _without_site(state, panel, start)
    root = state.path
    if asked == "/" != root:
        return Answer(HTTPStatus.FOUND, location=root)
    address = "/" + asked.removeprefix(root) if asked.startswith(root) else ""
    pages = state.drawings.made.pages
    if f"{asked}/" == root or (address and f"{address}/" in pages):
        return Answer(HTTPStatus.MOVED_PERMANENTLY, location=(root + address[1:]).rstrip("/") + "/" + query)
    if address in pages:
        return _page(address, HTTPStatus.OK, state, panel, start)
    if address.startswith(ASSETS) and (shared := state.drawings.made.assets.get(address.removeprefix(ASSETS))):
        return Answer(HTTPStatus.OK, shared, _kind(address))
    if picture := state.drawings.made.pictures.get(address):
        return Answer(HTTPStatus.OK, picture.draw(), _kind(address))
    path = _file(address, state, folders)
    if path is None:
        return _page(state.drawings.shown(address), HTTPStatus.NOT_FOUND, state, panel, start)
    try:
        return Answer(HTTPStatus.OK, path.read_bytes(), _kind(path.name))
    except OSError:  # it went away just now
        return Answer(HTTPStatus.NOT_FOUND)


def told(page: str, state: State, panel: Panel, start: str) -> dict[str, object]:
    """What the script of an open page is to know; `page` is the path at which it stands."""
    asked = unquote(page)
    address = "/" + asked.removeprefix(state.path) if asked.startswith(state.path) else "/404.html"
    failing = severity(state.problems, state.failure) == "error"
    return {
        "start": start,
        "version": state.version(address),
        "refreshed": state.refreshed,
        "severity": severity(state.problems, state.failure),
        "title": title(state.problems, state.failure),
        "panel": panel.panel(state.problems, state.failure, is_old=failing and state.drawings is not None),
        "notice": _notice(address, state),
    }


def _notice(address: str, state: State) -> str:
    page = state.drawings.made.pages.get(address) if state.drawings else None
    if page is None or page.page.template != SEARCH or state.index:
        return ""
    if state.index_fails:
        return "The search index could not be made: the terminal says why"
    return "The search index is being made; this page follows"


def _page(address: str, status: HTTPStatus, state: State, panel: Panel, start: str) -> Answer:
    assert state.drawings is not None
    drawn = state.drawings.page(address)
    kind = _kind(address) if not address.endswith("/") else _kind(".html")
    version = state.version(address)
    if drawn.is_broken:
        broken = panel.panel((), drawn.text, is_old=False)
        text = panel.page("broken", state.path, broken, title="This page cannot be drawn", version=version, start=start)
        return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, text.encode(), _kind(".html"))
    text = drawn.text
    if kind.startswith("text/html"):
        text = panel.added_to(text, state.path, version, start)
    return Answer(status, text.encode(), kind)


def _without_site(state: State, panel: Panel, start: str) -> Answer:
    """As long as the content was never good, every address tells why."""
    if not state.refreshed:
        text = panel.page("reading", "/", title="Reading the catalogue", version="", start=start)
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, text.encode(), _kind(".html"))
    wrong = panel.panel(state.problems, state.failure, is_old=False)
    text = panel.page("wrong", "/", wrong, title=title(state.problems, state.failure), version="", start=start)
    return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, text.encode(), _kind(".html"))


def _own(name: str) -> Answer:
    """The preview's own style and script."""
    if name not in FILES:
        return Answer(HTTPStatus.NOT_FOUND)
    return Answer(HTTPStatus.OK, (FOLDER / name).read_bytes(), _kind(name))


def _file(address: str, state: State, folders: Folders) -> Path | None:
    assert state.drawings is not None
    if address.startswith(INDEX):
        found = (_below(folder / INDEX.strip("/"), address.removeprefix(INDEX)) for folder in folders.indexes)
        return next(filter(None, found), None)
    return next((each.path for each in state.drawings.made.content.pictures if each.address == address), None)


def _below(folder: Path, name: str) -> Path | None:
    """The file with a name below a folder; None where there is none, or where it would lie outside."""
    if "\0" in name or "\\" in name:
        return None
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except OSError:  # too long a name
        return None


_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml; charset=utf-8",
}
"""Said here, for what a system calls them differs from one to the next."""


def _kind(name: str) -> str:
    ending = "." + name.rpartition(".")[2]
    return _KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
