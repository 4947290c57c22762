"""What search engines and archives read beside the page: JSON-LD, as data for a script element that runs nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from indexer.bulletin import Bulletin, Facts
from indexer.store.records import Stored
from search_web.links import absolute
from search_web.shapes import settings_in_force

HEADLINE_CHARACTERS = 110


def of_bulletin(stored: Stored, address: str) -> list[dict[str, Any]]:
    """Return a bulletin as schema.org Article, and the way to it as BreadcrumbList."""
    b, site = stored.bulletin, settings_in_force()
    publisher = _authority()
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": (b.title or b.id)[:HEADLINE_CHARACTERS],
        "inLanguage": "vi",
        "url": address,
        "publisher": publisher,
        "author": publisher,
        "mentions": [{"@type": "Person", "name": official.name} for official in stored.facts.officials[:20]],
    }
    if b.published:
        article["datePublished"] = instant(b.published)
    if (b.address or "").startswith("http"):
        article["isBasedOn"] = b.address
    steps = [(site.site_name, absolute("/")), ("Bản tin", absolute("/tim-kiem")), (b.title or b.id, address)]
    return [article, breadcrumbs(steps)]


def of_site() -> list[dict[str, Any]]:
    """Return the site with its search box, and the service that it is."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": absolute("/tim-kiem?q={search_term_string}")},
        "query-input": "required name=search_term_string",
    }
    site = settings_in_force()
    return [
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": site.site_name,
            "url": absolute("/"),
            "inLanguage": "vi",
            "potentialAction": action,
        },
        of_service(),
    ]


def of_service() -> dict[str, Any]:
    """Return the search as schema.org GovernmentService; ``areaServed`` only where the settings name a place."""
    site = settings_in_force()
    service: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": site.site_name,
        "serviceType": "Tìm kiếm bản tin và chỉ đạo",
        "url": absolute("/tim-kiem"),
        "provider": _authority(),
        "availableLanguage": ["vi", "en"],
        "isAccessibleForFree": True,
    }
    if area := _area(f"{site.site_note}\n{site.site_name}"):
        service["areaServed"] = {"@type": "AdministrativeArea", "name": area}
    return service


def _authority() -> dict[str, str]:
    site = settings_in_force()
    return {"@type": "GovernmentOrganization", "name": site.site_note or site.site_name}


@lru_cache(maxsize=4)
def _area(text: str) -> str | None:
    """Return the first place that a text names; the list of units is read once, and only where pages need it."""
    from indexer.extraction.places.find import find_places

    found = find_places(Bulletin(id="", title="", text=text), Facts()).places
    return min(found, key=lambda place: place.start).name if found else None


def breadcrumbs(steps: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the way to a page, from the front page on."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(steps, 1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def instant(published: str) -> str:
    """Return local time in Vietnam with its offset; a day alone stays a day."""
    return f"{published}:00+07:00" if len(published) > 10 else published
