"""What real content may hold one day and lacks so far: the longest, the least, the translated and the strange."""

import itertools
from collections.abc import Iterator, Sequence

MARKDOWN = """\
A first paragraph with **bold** and *slanted* words, `code`, [a link](/countries/belize/), [another site](https://www.oas.org/),
and a line that ends here,\\
to begin again.

- One
- Two
  1. Two and a bit
  2. Two and a half

> What somebody else said.

| Country that takes part in the training | Officers who finished it | Institution in charge of it | Remaining questions |
| --- | ---: | :---: | --- |
| Belize | 23 | Interoceanographical-Telecommunications-Administration | None |
| Chile | 40 | CICTE | [Some](/about/) |

#### Below it

```
a line of code that is far longer than a telephone's screen is wide, and which nobody would like to see broken anywhere
```

---

![A drawing of a port](/images/port.png)
"""
"""All that a text may hold."""

PAGE = f"""\
---
title: Everything a text may hold
---
## A heading

### And one below it

{MARKDOWN}"""

TRANSLATED = """\
---
title: Programa de Seguridad Marítima
---

## Resumen

El programa ayuda a los Estados Miembros a cumplir las normas internacionales de seguridad marítima.

## Resultados

### Belice {#belize-2017}

Se evaluó un puerto.
"""
"""One program told in Spanish, but for its objectives and for what two of its activities did."""

FOREIGN = f"""\
---
title: >-
  Programa Interamericano de Desenvolvimento das Capacidades-Institucionais-e-Interinstitucionais-de-Telecomunicações para «tudo», R&D
lang: pt
unit: citel
decided:
  unit: The sheet names a unit that no longer exists; CITEL took its place.
  title: The sheet gives two titles, and this is the one of the donor's own page, https://example.org/a-very-long-address/without-any-blank/where-a-line-could-break/index.html
activities:
- id: belize
  countries: [belize, brazil]
  name: Oficinas & <visitas>
  beneficiaries: Todos
  donors: [canada, nobody-yet]
  start: 2030-01-01
  link: https://example.org/a-very-long-address/without-any-blank/where-a-line-could-break/at-all?a=1&b=2
  decided:
    countries: The donor says so.
- id: somewhere
  ongoing: true
  lang: es
review:
- Is the title right?
- 'belize/program-sheets.txt#4: results: cut off in the middle of a sentence'
---

## Summary

{MARKDOWN}
## Results

{MARKDOWN}
### Belize {{#belize}}

{MARKDOWN}
### Somewhere {{#somewhere}}

Todo salió bien.
"""
"""A program in a language of its own, of which nobody knows everything, with all that a text may hold."""


def everywhere(countries: Sequence[str]) -> str:
    """A program with an activity in every country, of every length, some of unknown beginning or end."""
    ends = itertools.cycle(
        (
            "  start: 2015-03-01\n  end: 2015-04-15\n",
            "  start: 2016-07-01\n  ongoing: true\n",
            "  end: 2018-12-31\n",
            "",
            "  start: 2008-01-01\n  end: 2035-12-31\n",
        )
    )
    activities = "".join(
        f"- id: {country}\n  countries: [{country}]\n  name: Workshop on the exchange of information in {country}\n"
        f"  donors: [{'canada' if place % 2 else 'united-states'}]\n{next(ends)}"
        for place, country in enumerate(countries)
    )
    return (
        f"---\ntitle: Everywhere\npillar: democracy\nactivities:\n{activities}---\n\n## Summary\n\nIt is everywhere.\n"
    )


def little(number: int) -> str:
    """A program of few words, one of many in one country."""
    return f"---\ntitle: Courses {number}\nactivities:\n- id: jamaica\n  countries: [jamaica]\n---\n"


def programs(countries: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files to put beside the real ones, each with its name."""
    yield "maritime-security-program.es.md", TRANSLATED
    yield "tudo.md", FOREIGN
    yield "everywhere.md", everywhere(countries)
    yield "nothing.md", "---\ntitle: Nothing but a title\n---\n"
    for number in range(1, 56):
        yield f"courses-{number}.md", little(number)
