"""A fact that only the prose tells, with the sentence that says it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inferred:
    """Slugs, and the sentences that say them."""

    slugs: tuple[str, ...] = ()
    """What was inferred."""
    sentences: tuple[str, ...] = ()
    """The evidence."""
    others: tuple[str, ...] = ()
    """What the sentences name in another role, or not clearly enough."""
    likely: tuple[str, ...] = ()
    """Those of the others that may well belong here."""

    @property
    def evidence(self) -> str:
        """The sentences as one text."""
        return " […] ".join(dict.fromkeys(self.sentences))
