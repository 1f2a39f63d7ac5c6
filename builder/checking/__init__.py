"""What is asked of the site once it is drawn: whether its links lead somewhere."""

from builder.checking.rendered import Dead, Found, links

__all__ = ["Dead", "Found", "links"]
