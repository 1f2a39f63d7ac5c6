"""What a Markdown file with front matter tells, right or wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from builder import frontmatter
from builder.problems import Problem, Severity
from builder.program import broken_rule


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells, though it may be wrong: one slip must not hide the next."""

    slug: str
    """The file's name."""
    path: str
    """The file."""
    document: frontmatter.Document
    """Its parts; the YAML with the quotes that slips in it asked for."""
    data: Any
    """Its front matter as YAML gives it; None where that cannot be read."""

    @property
    def is_read(self) -> bool:
        """Whether the front matter could be read."""
        return self.data is not None

    @property
    def facts(self) -> Mapping[str, Any]:
        """Its keys; none where it has no such form."""
        return self.data if isinstance(self.data, dict) else {}

    @property
    def activities(self) -> tuple[Mapping[str, Any], ...]:
        """One for each entry; without keys where an entry has none."""
        return tuple(each if isinstance(each, dict) else {} for each in entries(self.facts.get("activities")))

    @property
    def ids(self) -> list[str] | None:
        """Those of the activities; None where one is missing, and any could be it."""
        if not self.is_read or not isinstance(self.facts.get("activities", []), list):
            return None
        ids = ids_of(self.activities)
        return sorted(ids) if len(ids) == len(self.activities) else None

    def at(self, *steps: str | int) -> frontmatter.Place:
        """Line and column of a value."""
        return frontmatter.locate(self.document.head, steps, self.document.head_line)

    def key_at(self, *steps: str | int) -> frontmatter.Place:
        """Line and column of a key."""
        return frontmatter.key_place(self.document.head, steps, self.document.head_line)

    def problem(self, steps: frontmatter.Steps, message: str, severity: Severity = "error") -> Problem:
        """What is wrong with a value."""
        return Problem(self.path, *self.at(*steps), frontmatter.field_name(steps), message, severity)

    def key_problem(self, steps: frontmatter.Steps, message: str, severity: Severity = "error") -> Problem:
        """What is wrong with a key."""
        return Problem(self.path, *self.key_at(*steps), frontmatter.field_name(steps), message, severity)

    def validated(self, model: type[frontmatter.Model]) -> tuple[frontmatter.Model | None, list[Problem]]:
        """The front matter as the model, or all that is wrong with it."""
        if not self.is_read:
            return None, []
        return frontmatter.validate(model, self.data, self.document.head, self.path, self.document.head_line)


def told(text: str, slug: str, path: str, needs: str) -> tuple[Told | None, list[Problem]]:
    """What the file's text tells, and what is wrong with its form. `needs` says what must stand at its head."""
    document = frontmatter.split(text)
    if document is None:
        lines = text.removeprefix("\ufeff").split("\n", 1)
        begun = lines[0].rstrip() == frontmatter.FENCE
        message = f"must begin with {needs} between two lines '---'" + ("; the second is missing" if begun else "")
        return None, [Problem(path, 1, 1, "", message)]
    reading = frontmatter.read(document.head, path, document.head_line)
    data = ({} if reading.data is None else reading.data) if reading.is_read else None
    return Told(slug, path, replace(document, head=reading.source), data), list(reading.problems)


def entries(value: object) -> Sequence[Any]:
    """A list's, and none of anything else."""
    return value if isinstance(value, list) else ()


def ids_of(activities: Sequence[Mapping[str, Any]]) -> list[str]:
    """Those that are written."""
    return [given for each in activities if isinstance(given := each.get("id"), str)]


def is_slug(value: object) -> bool:
    """Whether it has a slug's form."""
    return isinstance(value, str) and not broken_rule(value)
