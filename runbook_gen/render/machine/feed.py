"""The incidents as an Atom feed, one for each language.

Ids are tag URIs (RFC 4151) that stay the same when the site moves to https or another theme. An
entry's `updated` is the newest day that its file knows: a file does not say when it was edited, and
the day of the build would make every entry new with each build.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from runbook_gen import __version__
from runbook_gen.engine.markdown import parser
from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection
from runbook_gen.model.incident import Incident
from runbook_gen.render.labels import LABELS
from runbook_gen.render.machine.records import latest_first
from runbook_gen.render.succession import successors
from runbook_gen.render.words import words

NAME = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_MARKS = re.compile(r"[\\`*_\[\]<&\0]")
"""Without one of these, CommonMark makes nothing of a line."""
SINCE = "2025"
"""A tag URI holds a date; an id that never changes holds one that never changes."""


def feed(collection: Collection, language: str) -> Artifact:
    """`<language>/feed.xml`: every incident that nothing supersedes, the latest first."""
    settings = collection.settings.record
    led = successors(collection)
    incidents = [i for i in latest_first(collection) if i.id not in led]
    last = max(map(newest_day, incidents), default=collection.cluster.record.inspected)
    home = settings.page_url(language, "index")
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(root, "id", tag(settings.site_url, language))
    _add(root, "title", plain_words(settings.title.within(language)))
    _add(root, "updated", _moment(last))
    _add(root, "link", rel="self", type="application/atom+xml", href=_beside(home, NAME))
    _add(root, "link", rel="alternate", type="text/html", hreflang=language, href=home)
    _add(_add(root, "author"), "name", plain_words(settings.title.within(language)))
    _add(root, "generator", "runbook-gen", version=__version__)
    for incident in incidents:
        _entry(root, collection, incident, language)
    Xml.indent(root)
    text = Xml.tostring(root, encoding="unicode")
    return Artifact(f"{language}/{NAME}", f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')


def _entry(root: Xml.Element, collection: Collection, incident: Incident, language: str) -> None:
    settings = collection.settings.record
    entry = _add(root, "entry")
    _add(entry, "id", tag(settings.site_url, f"{language}/incidents/{incident.id}"))
    _add(entry, "title", plain_words(incident.title.within(language)))
    _add(entry, "published", _moment(incident.occurred))
    _add(entry, "updated", _moment(newest_day(incident)))
    page = settings.page_url(language, f"incidents/{incident.id}")
    _add(entry, "link", rel="alternate", type="text/html", hreflang=language, href=page)
    for term, label in _terms(incident, language):
        _add(entry, "category", term=term, label=label)
    _add(entry, "summary", plain_words(incident.symptoms[0].summary.within(language)))


def newest_day(incident: Incident) -> date:
    """The day it happened, or a later one at which a moment of its timeline begins."""
    return max((incident.occurred, *_days(incident)))


def _days(incident: Incident) -> Iterator[date]:
    for moment in incident.timeline:
        if stated := _DAY.match(moment.at):
            with suppress(ValueError):  # the 30th of February
                yield date.fromisoformat(stated[0])


def _terms(incident: Incident, language: str) -> Iterator[tuple[str, str]]:
    known = words(language)
    for field, value in (("severity", incident.severity), ("status", incident.status)):
        label = LABELS[field][value]
        yield f"{field}:{value}", known.get(label, label)
    yield from ((name, name) for name in incident.components)


def tag(site_url: str, name: str) -> str:
    """A tag URI for something of the site."""
    site = urlsplit(site_url)
    return f"tag:{site.hostname},{SINCE}:{site.path.rstrip('/')}/{name}"


def plain_words(markdown: str) -> str:
    """Inline Markdown as its words, on one line."""
    line = " ".join(markdown.split())
    if not _MARKS.search(line):
        return line
    tokens: list[Any] = parser().parseInline(line)[0].children or []
    return "".join(token.content for token in tokens)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _beside(page: str, name: str) -> str:
    return f"{page.rpartition('/')[0]}/{name}"


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, name, attributes)
    child.text = text or None
    return child
