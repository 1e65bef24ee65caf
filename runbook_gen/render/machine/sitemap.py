"""Which pages there are, for search engines: every language's, each with its other languages."""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as Xml

from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection
from runbook_gen.render.machine.markdown import Source

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(collection: Collection, pages: Sequence[Source]) -> Iterator[Artifact]:
    """`sitemap.xml`, and the `robots.txt` that names it."""
    settings = collection.settings.record
    site = settings.site_url.rstrip("/")
    told: dict[str, dict[str, str]] = {}  # the address of each page in each language
    for page in pages:
        if not page.redirects:
            address = settings.page_url(page.language, page.name)
            told.setdefault(page.name, {})[page.language] = address
    root = Xml.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for addresses in told.values():
        for address in addresses.values():
            url = Xml.SubElement(root, "url")
            Xml.SubElement(url, "loc").text = address
            for language, other in addresses.items():
                said = {"rel": "alternate", "hreflang": language, "href": other}
                Xml.SubElement(url, "xhtml:link", said)
    Xml.indent(root)
    text = Xml.tostring(root, encoding="unicode")
    yield Artifact("sitemap.xml", f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')
    yield Artifact("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site}/sitemap.xml\n")
