"""What pages tell machines: JSON-LD by schema.org (https://schema.org/docs/jsonld.html)."""

from collections.abc import Callable, Iterable
from typing import Any

from builder.generator.catalogue import Catalogue, Entry
from builder.generator.data.shelf import Shelf
from builder.settings import Site

CONTEXT = "https://schema.org"

Absolute = Callable[[str], str]
"""The web address of a page."""

MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "atom": "application/atom+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "iati": "application/xml",
}
"""Forms of the catalogue as a whole, by their media types."""


def organization(site: Site) -> dict[str, Any]:
    """Whose programs these are."""
    return {"@type": "GovernmentOrganization", "name": site.organization}


def breadcrumbs(home: str, steps: Iterable[tuple[str, str]], absolute: Absolute) -> dict[str, Any]:
    """The way to a page: addresses with their words, `home` being those of the first."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": str(words), "item": absolute(address)}
            for number, (address, words) in enumerate((("/", home), *steps), 1)
        ],
    }


def website(catalogue: Catalogue, absolute: Absolute) -> dict[str, Any]:
    """The site, and how it is searched."""
    site = catalogue.site
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": site.title,
        "description": site.description,
        "url": absolute("/"),
        "inLanguage": catalogue.language,
        "publisher": organization(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute("/search/") + "?q={search_term_string}"},
            "query-input": "required name=search_term_string",
        },
    }


def project(entry: Entry, catalogue: Catalogue, absolute: Absolute) -> dict[str, Any]:
    """A program."""
    facts = entry.program.facts
    unit = facts.unit
    owner = organization(catalogue.site)
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Project",
        "@id": absolute(entry.address),
        "name": entry.title,
        "url": absolute(entry.address),
        "parentOrganization": owner
        if not unit
        else {
            "@type": "GovernmentOrganization",
            "name": catalogue.facets.units[unit].name,
            "url": absolute(f"/units/{unit}/"),
            "parentOrganization": owner,
        },
    }
    if entry.opening.text:
        told["description"] = entry.opening.text
    if entry.donors:
        told["funder"] = [
            {"@type": "Organization", "name": catalogue.name("donors", slug), "url": absolute(f"/donors/{slug}/")}
            for slug in entry.donors
        ]
    if entry.countries:
        told["areaServed"] = [
            {
                "@type": "Country",
                "name": catalogue.name("countries", slug),
                "identifier": catalogue.facets.countries[slug].code,
            }
            for slug in entry.countries
        ]
    if entry.pillar:
        told["knowsAbout"] = catalogue.name("pillars", entry.pillar)
    return told


def unit(slug: str, catalogue: Catalogue, absolute: Absolute) -> dict[str, Any]:
    """A body in charge."""
    held = catalogue.facets.units[slug]
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "GovernmentOrganization",
        "@id": absolute(f"/units/{slug}/"),
        "name": held.name,
        "url": absolute(f"/units/{slug}/"),
        "parentOrganization": organization(catalogue.site),
    }
    return told | ({"alternateName": held.acronym} if held.acronym else {})


def dataset(catalogue: Catalogue, shelf: Shelf, absolute: Absolute) -> dict[str, Any]:
    """The catalogue as data."""
    site, changed = catalogue.site, catalogue.changed(catalogue.entries)
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": absolute("/data/"),
        "name": site.title,
        "description": site.description,
        "url": absolute("/data/"),
        "inLanguage": catalogue.language,
        "creator": organization(site),
        "isAccessibleForFree": True,
        **({"dateModified": changed.isoformat()} if changed else {}),
        **({"license": site.licence.url} if site.licence.url else {}),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": MEDIA[download.form],
                "contentUrl": absolute(download.address),
                "contentSize": f"{shelf.weight(download).size} B",
                "sha256": shelf.weight(download).sha256,
            }
            for download in shelf.whole
            if download.form in MEDIA
        ],
    }
