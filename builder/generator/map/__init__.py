"""Maps of the Americas: which country has how many programs, and where it lies."""

from builder.generator.map.picture import Picture, Place, picture, place

__all__ = ["Picture", "Place", "picture", "place"]
