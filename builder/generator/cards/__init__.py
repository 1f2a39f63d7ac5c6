"""Pictures that are drawn: the card that is shown where someone shares a link, and the icons.

Nothing is drawn before it is asked for; the same words in the same colors are drawn once.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from builder.facets import Facets
from builder.generator.cards import card, icons
from builder.generator.cards.card import HEIGHT, WIDTH, Card
from builder.generator.cards.colors import Colors, colors
from builder.generator.links import ASSETS, FAVICON
from builder.settings import Site

__all__ = ["HEIGHT", "WIDTH", "Card", "Colors", "Picture", "Shown", "cards", "colors", "pictures", "shown", "versions"]

FONTS = "cards"
"""The folder of the fonts, under templates/."""

ICONS = (
    # the name, the side in pixels, how much of it the mark takes, whether the corners are round
    ("icon-180.png", 180, 0.76, False),  # phones by Apple round it themselves
    ("icon-192.png", 192, 0.8, True),
    ("icon-512.png", 512, 0.8, True),
    ("icon-maskable.png", 512, 0.66, False),  # a phone may cut all that is outside a circle
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that is drawn."""

    version: str
    """Another for whatever would make it look different."""
    draw: Callable[[], bytes]
    """Gives what the file holds."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as pages name it."""

    url: str
    """Its whole web address: where it is shown, no page is around it."""
    alt: str
    """What it shows, in words."""


def cards(site: Site, facets: Facets) -> dict[str, Card]:
    """The cards in one language, by the slugs of pillars; that of the site has none."""
    own = Card(site.title, site.tagline, below=site.organization)
    pillars = {
        slug: Card(each.name, each.description, site.title, site.organization, slug)
        for slug, each in facets.pillars.items()
    }
    return {"": own, **pillars}


def pictures(told: Mapping[str, Mapping[str, Card]], templates: Path) -> dict[str, Picture]:
    """Every file that is drawn, by its address; `told` are the cards of each language."""
    look = colors(templates)
    fonts = templates / FONTS
    drawn = {
        _address(language, pillar): Picture(_version(each, look), partial(card.drawn, each, look, fonts))
        for language, by_pillar in told.items()
        for pillar, each in by_pillar.items()
    }
    for name, side, share, is_round in ICONS:
        paint = partial(icons.icon, side, share, look, is_round=is_round)
        drawn[ASSETS + name] = Picture(_version(side, share, look), paint)
    return {**drawn, FAVICON: Picture(_version(look), partial(icons.favicon, look))}


def versions(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """What tells a picture from its former selves, by its name among the assets."""
    return {
        address.removeprefix(ASSETS): each.version for address, each in pictures.items() if address.startswith(ASSETS)
    }


def shown(language: str, cards: Mapping[str, Card], pictures: Mapping[str, Picture], base: str) -> dict[str, Shown]:
    """The cards of a language as its pages name them, by the slugs of pillars; `base` is the site's own web address."""

    def url(pillar: str) -> str:
        address = _address(language, pillar)
        return f"{base}{address[1:]}?{pictures[address].version}"

    return {pillar: Shown(url(pillar), f"{each.title} – {each.above or each.below}") for pillar, each in cards.items()}


def _address(language: str, pillar: str) -> str:
    # neither has a dot, so no two share a name
    return ASSETS + ".".join(filter(None, ("card", language, pillar, "png")))


def _version(*what: object) -> str:
    return hashlib.sha256(f"{what} {_drawing()}".encode()).hexdigest()[:8]


@cache
def _drawing() -> str:
    """How pictures are drawn: once that changes, they look different."""
    held = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(b"".join(held)).hexdigest()
