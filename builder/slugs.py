"""Names as the last part of an address."""

from slugify import slugify


def slug_of(title: str) -> str:
    """A title as a slug of a readable length; empty where it has neither letters nor digits."""
    return str(slugify(title, max_length=80, word_boundary=True))
