"""The site's colors, read from its style sheet, so that what is drawn looks like the pages."""

import re
from dataclasses import dataclass
from pathlib import Path

TOKENS = Path("styles", "00-tokens.css")
"""The style sheet that names them, under templates/."""

_COLOR = re.compile(r"--([a-z-]+):\s*#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_PILLAR = re.compile(r"""\[data-pillar=["']?([\w-]+)["']?\]\s*\{\s*--pillar:\s*var\(--([a-z-]+)\)""")


@dataclass(frozen=True, slots=True)
class Pillar:
    """The color of a pillar."""

    slug: str
    """The pillar's."""
    light: str
    """On paper: `#2c6aa6`."""
    dark: str
    """On what is dark."""


@dataclass(frozen=True, slots=True)
class Colors:
    """Those that pictures need, each as `#rrggbb`."""

    paper: str
    """What pages are printed on."""
    ink: str
    """Words."""
    soft: str
    """Words of less weight."""
    band: str
    """The head of the home page."""
    band_dark: str
    """The same where a reader wants dark pages."""
    on_band: str
    """Words on it."""
    on_band_soft: str
    """Words of less weight on it."""
    pillars: tuple[Pillar, ...]
    """Those that have a color, in the order in which the mark shows them."""

    def pillar(self, slug: str | None) -> str:
        """What a pillar is known by; the editors may have one that has no color of its own."""
        return next((each.light for each in self.pillars if each.slug == slug), self.soft)

    def on_column(self, number: int) -> str:
        """The color of one of the mark's columns, on the band."""
        return self.pillars[number].dark if number < len(self.pillars) else self.on_band_soft

    def column(self, slug: str | None) -> int | None:
        """Which of the mark's columns is a pillar's."""
        return next((number for number, each in enumerate(self.pillars) if each.slug == slug), None)


def colors(templates: Path) -> Colors:
    """Reads them. Raises KeyError where the style sheet lacks one: that is a bug in it."""
    style = (templates / TOKENS).read_text("utf-8")
    light_part, _, dark_part = style.partition("prefers-color-scheme: dark")
    light = _named(light_part)
    dark = {**light, **_named(dark_part)}
    return Colors(
        paper=light["paper"],
        ink=light["ink"],
        soft=light["soft"],
        band=light["band"],
        band_dark=dark["band"],
        on_band=light["on-band"],
        on_band_soft=light["on-band-soft"],
        pillars=tuple(Pillar(slug, light[token], dark[token]) for slug, token in _PILLAR.findall(style)),
    )


def _named(style: str) -> dict[str, str]:
    return {name: _whole(digits) for name, digits in reversed(_COLOR.findall(style))}  # the first one counts


def _whole(digits: str) -> str:
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)).lower()
