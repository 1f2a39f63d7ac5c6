"""Makes the pictures of CONTRIBUTING.md again: `.venv/bin/python .github/pictures/draw.py [ADDRESS]`.

Without an address, each section of drawings.html becomes a picture. With the address of a program's page, as
`make serve` tells it, what changed there is photographed. Needs what `make test` installs, and Chromium.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent


def save(shot: bytes, name: str) -> None:
    """Few colors are enough, and keep the repository small."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    picture.save(HERE / f"{name}.png", optimize=True)
    print(f"{name}.png: {(HERE / f'{name}.png').stat().st_size // 1024} KB")


with sync_playwright() as playwright:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page(viewport={"width": 840, "height": 900}, device_scale_factor=2)
    if len(sys.argv) > 1:
        page.goto(sys.argv[1])
        first = page.locator("#Changes").bounding_box()
        last = page.get_by_role("link", name="Edit this page").bounding_box()
        assert first
        assert last
        height = last["y"] + last["height"] - first["y"] + 40
        save(
            page.screenshot(full_page=True, clip={"x": 20, "y": first["y"] - 20, "width": 800, "height": height}),
            "5-site",
        )
    else:
        page.goto((HERE / "drawings.html").as_uri())
        for section in page.locator("section").all():
            save(section.screenshot(omit_background=True), section.get_attribute("id") or "")
    browser.close()
