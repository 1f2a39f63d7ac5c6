"""The sample site, built once, served on the loopback, and a browser to read it with."""

import datetime as dt
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it. Where tests count for everyone, a missing browser is a failure."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        message = f"none of {', '.join(names)} is installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    quiet = ("no-first-run", "disable-background-networking", "disable-component-update", "disable-sync")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", *(f"--{name}" for name in quiet)]
        )
        yield started
        started.close()
