"""The catalogue shown at home while it is written: drafts too, problems on the page, and every change at once."""

from builder.preview.live import Preview
from builder.preview.refreshing import Refreshed

__all__ = ["Preview", "Refreshed"]
