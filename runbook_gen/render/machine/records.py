"""The incidents as JSON: an index of all, and one file with the whole record of each.

`version` is 1 in both; within it, fields may be added but none removed, renamed or given another
meaning. Their JSON Schemas lie beside the index.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any, Literal

from pydantic import Field

from runbook_gen import __version__
from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.incident import Incident, Severity, Status, WaveNumber
from runbook_gen.model.origin import Assumed
from runbook_gen.model.record import Line, Record, Slug, Url
from runbook_gen.model.schema import json_schema
from runbook_gen.model.text import Language, Text
from runbook_gen.render.succession import successors

INDEX_ID = "urn:runbook-gen:incidents:1"
RECORD_ID = "urn:runbook-gen:incident:1"


class Listed(Record):
    """One line of the index: enough to choose by."""

    id: Slug = Field(description="The incident's id.")
    title: Text = Field(description="What failed and how.")
    symptom: Text = Field(description="What was seen, the most telling first.")
    occurred: date = Field(description="The day it happened.")
    status: Status = Field(description="Where the incident stands.")
    severity: Severity = Field(description="How bad it was.")
    components: tuple[Slug, ...] = Field(description="The parts of the system involved.")
    wave: WaveNumber | None = Field(None, description="The sync wave that it struck, if any.")
    rules: tuple[Slug, ...] = Field(description="The rules (by id) that notice it.")
    assumed: tuple[Assumed, ...] = Field((), description="Fields that were only guessed so far.")
    superseded_by: Slug | None = Field(None, description="The incident to read instead, if any.")
    pages: dict[Language, Url] = Field(description="Its page in each language.")
    markdown: dict[Language, Url] = Field(description="The same as Markdown.")
    record: Url = Field(description="Its whole record, as JSON.")


class Index(Record):
    """The content of `incidents.json`."""

    version: Literal[1] = Field(1, description="The version of this format.")
    generator: Line = Field(description="The program that wrote the file, with its version.")
    title: Text = Field(description="The site's name.")
    languages: tuple[Language, ...] = Field(description="The languages of every text.")
    incidents: tuple[Listed, ...] = Field(description="Every incident, the latest first.")


class Whole(Record):
    """The content of `incidents/<id>.json`."""

    version: Literal[1] = Field(1, description="The version of this format.")
    generator: Line = Field(description="The program that wrote the file, with its version.")
    languages: tuple[Language, ...] = Field(description="The languages of every text.")
    pages: dict[Language, Url] = Field(description="Its page in each language.")
    superseded_by: Slug | None = Field(None, description="The incident to read instead, if any.")
    incident: Incident = Field(description="The incident, as its file states it.")


def records(collection: Collection, remember: Remember = anew) -> Iterator[Artifact]:
    """`incidents.json`, one file for each incident, and the schemas of both.

    What was made before may be remembered.
    """
    generator = f"runbook-gen {__version__}"
    led = successors(collection)
    listed = tuple(_listed(collection, i, led.get(i.id)) for i in latest_first(collection))
    index = Index(
        generator=generator,
        title=collection.settings.record.title,
        languages=collection.languages,
        incidents=listed,
    )
    yield Artifact("incidents.json", _json(index))
    yield Artifact("incidents.schema.json", json_schema(Index, INDEX_ID))
    yield Artifact("incident.schema.json", json_schema(Whole, RECORD_ID))
    for entry in collection.incidents:
        incident = entry.record
        beside = {
            "generator": generator,
            "languages": collection.languages,
            "pages": _addresses(collection, incident),
            "superseded_by": led.get(incident.id),
        }
        make = partial(_whole, incident, beside)
        key = partial(_key, entry, beside)
        yield Artifact(f"incidents/{incident.id}.json", remember(key, make))


def _key(entry: Entry[Incident], beside: dict[str, Any]) -> str:
    return f"record\0{entry.whole}\0{json.dumps(beside)}"


def _whole(incident: Incident, beside: dict[str, Any]) -> str:
    return _json(Whole(incident=incident, **beside))


def _addresses(collection: Collection, incident: Incident) -> dict[str, str]:
    """Where the incident's page is, by language."""
    url, page = collection.settings.record.page_url, f"incidents/{incident.id}"
    return {language: url(language, page) for language in collection.languages}


def latest_first(collection: Collection) -> list[Incident]:
    """The incidents by date, the latest first."""
    return sorted(collection.by_id.values(), key=lambda i: (-i.occurred.toordinal(), i.id))


def _listed(collection: Collection, incident: Incident, successor: str | None) -> Listed:
    settings = collection.settings.record
    pages = _addresses(collection, incident)
    return Listed(
        id=incident.id,
        title=incident.title,
        symptom=incident.symptoms[0].summary,
        occurred=incident.occurred,
        status=incident.status,
        severity=incident.severity,
        components=incident.components,
        wave=incident.wave,
        rules=tuple(rule.id for rule in incident.rules),
        assumed=incident.assumed,
        superseded_by=successor,
        pages=pages,
        markdown={language: page.removesuffix("html") + "md" for language, page in pages.items()},
        record=f"{settings.site_url.rstrip('/')}/incidents/{incident.id}.json",
    )


def _json(record: Record) -> str:
    return record.model_dump_json(by_alias=True, exclude_none=True, indent=2) + "\n"
