"""Short booklets in text form, as the form prints them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from textwrap import fill
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Form:
    """What a sheet says; a field that is empty is not printed."""

    summary: tuple[str, ...]
    objectives: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    pillar: str = ""
    name: str = ""
    beneficiaries: str = ""
    donors: str = ""
    start: str = ""
    end: str = ""

    def but(self, **changes: object) -> "Form":
        """The same sheet with other words."""
        return replace(self, **changes)  # type: ignore[arg-type]


ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "summary": "PROGRAM SUMMARY",
        "objectives": "OBJECTIVES",
        "results": "RESULTS",
        "pillar": "OAS Pillar",
        "name": "Name of Activity",
        "beneficiaries": "Target Beneficiaries",
        "donors": "Donor Countries",
        "date": "Date",
    }
)
SPANISH: Mapping[str, str] = MappingProxyType(
    {
        "summary": "RESUMEN DEL PROGRAMA",
        "objectives": "OBJETIVOS",
        "results": "RESULTADOS",
        "pillar": "Pilar de la OEA",
        "name": "Nombre de la Actividad",
        "beneficiaries": "Beneficiarios Meta",
        "donors": "Países Donantes",
        "date": "Fecha",
    }
)


def booklet(*forms: Form, words: Mapping[str, str] = ENGLISH) -> str:
    """The sheets as the text of a booklet."""
    return "\n".join(_printed(form, words) for form in forms)


def _printed(form: Form, words: Mapping[str, str]) -> str:
    parts = []
    for section in ("summary", "objectives", "results"):
        texts = getattr(form, section)
        if texts:
            parts += [f" {words[section]} ", *(fill(text, 110) for text in texts)]
    for field in ("pillar", "name", "beneficiaries", "donors"):
        if value := getattr(form, field):
            parts += [f"{value} ", f"{words[field]} "]
    if form.start:
        parts.append(f"{form.start} {words['date']} {form.end} ".replace("  ", " "))
    return "\n\n".join(parts) + "\n"
