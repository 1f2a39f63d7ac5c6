"""Programs and activities as XML by the IATI Activity Standard.

It is the longest file of all, and the same lines over and over: put together here, they take a small part of the time
that a template takes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from markupsafe import escape

from builder.generator.catalogue import Catalogue, Entry
from builder.generator.data.iati import Narrative, Report, region
from builder.settings import Publisher

Told = Callable[[Entry, Iterable[Report]], str]
"""The XML of a program's reports."""


def teller(catalogue: Catalogue, publisher: Publisher, absolute: Callable[[str], str]) -> Told:
    """Tells programs in the language of the catalogue; `absolute` gives the web address of a page."""
    language, facets = catalogue.language, catalogue.facets
    ours = f'ref="{escape(publisher.organization)}" type="{escape(publisher.type)}"'
    organization, title = (_named(name, language) for name in (catalogue.site.organization, catalogue.site.title))
    reporting = f"<reporting-org {ours}>{organization}</reporting-org>\n"
    accountable = f'<participating-org {ours} role="2">{organization}</participating-org>\n'
    pillars = escape(absolute("/pillars/"))
    primary = escape(language.partition("-")[0])

    @cache
    def funding(donors: tuple[str, ...]) -> str:
        names = (_named(catalogue.name("donors", slug), language) for slug in donors)
        return "".join(f'<participating-org role="1">{name}</participating-org>\n' for name in names)

    @cache
    def where(countries: tuple[str, ...]) -> str:
        kind, code = region(countries, facets)
        if kind == "country":
            return f'<recipient-country code="{escape(code)}"/>\n'
        return "".join((f'<recipient-region code="{escape(code)}" vocabulary="1"/>\n', *map(location, countries)))

    @cache
    def location(slug: str) -> str:
        code, name = escape(facets.countries[slug].code), _named(facets.countries[slug].name, language)
        return f'<location><location-id vocabulary="A4" code="{code}"/><name>{name}</name></location>\n'

    @cache
    def sector(slug: str) -> str:
        name = _named(facets.pillars[slug].name, language)
        return f'<sector vocabulary="99" vocabulary-uri="{pillars}" code="{escape(slug)}">{name}</sector>\n'

    def lines(report: Report, lang: str, updated: str) -> Iterator[str]:
        level = "2" if report.activity else "1"
        yield f'<iati-activity xml:lang="{escape(lang)}" hierarchy="{level}"{updated}>\n'
        yield f"<iati-identifier>{escape(report.identifier)}</iati-identifier>\n"
        yield reporting
        yield f"<title>{_narratives(report.titles, lang)}</title>\n"
        for kind, told in report.descriptions:
            yield f'<description type="{kind}">{_narratives(told, lang)}</description>\n'
        yield funding(report.donors)
        yield accountable
        yield f'<activity-status code="{report.status}"/>\n'
        for kind, day in report.dates:
            yield f'<activity-date type="{kind}" iso-date="{day.isoformat()}"/>\n'
        yield where(report.countries)
        yield sector(report.pillar)
        yield f'<document-link format="text/html" url="{escape(report.address)}"><title>{title}</title>'
        yield f'<category code="A12"/><language code="{primary}"/></document-link>\n'
        if report.activity and report.activity.link:
            yield f'<document-link format="text/html" url="{escape(report.activity.link)}">'
            yield f'<title>{organization}</title><category code="A12"/></document-link>\n'
        for kind, other in report.relatives:
            yield f'<related-activity ref="{escape(other)}" type="{kind}"/>\n'
        yield "</iati-activity>\n"

    def told(entry: Entry, reports: Iterable[Report]) -> str:
        changed = catalogue.changed([entry])
        updated = f' last-updated-datetime="{changed.isoformat()}T00:00:00Z"' if changed else ""
        lang = entry.program.facts.lang
        return "".join(line for report in reports for line in lines(report, lang, updated))

    return told


def _named(name: str, language: str) -> str:
    return f'<narrative xml:lang="{escape(language)}">{escape(name)}</narrative>'


def _narratives(told: Sequence[Narrative], outer: str) -> str:
    """Each text, with its language where it is another than that of what stands around it."""
    return "".join(
        f"<narrative>{escape(each.text)}</narrative>" if each.lang == outer else _named(each.text, each.lang)
        for each in told
    )
