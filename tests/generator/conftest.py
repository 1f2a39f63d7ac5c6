"""The sample site, built once, served on the loopback."""

import datetime as dt
import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builder.generator import build

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SAMPLE = HERE / "sample"
TEMPLATES = ROOT / "templates"
TODAY = dt.date(2020, 1, 1)


@pytest.fixture(scope="package", autouse=True)
def _unchecked() -> Iterator[None]:
    """What the check of texts refuses must do no harm on a page even so: the sample is full of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builder.content.prose.check", lambda *_: ((), []))
        yield


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built as it would be published: under the path /catalogue/."""
    folder = tmp_path_factory.mktemp("published") / "catalogue"
    build(SAMPLE, TEMPLATES, folder, TODAY)
    return folder


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """A test has nothing to log."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on the loopback and gives its address, without a slash at the end."""
    running: list[_Server] = []

    def start(folder: Path) -> str:
        server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()
