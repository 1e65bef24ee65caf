"""Where a record came from: the lines of the document that `runbook-gen ingest` read."""

from typing import Annotated, Literal

from pydantic import Field

from runbook_gen.model.record import Line, Record

Lines = Annotated[str, Field(pattern=r"^\d{1,7}(-\d{1,7})?(, \d{1,7}(-\d{1,7})?)*$")]
"""Line numbers from 1, such as `30`, `32-46` or `30, 41-44`; both ends count."""

Assumed = Literal["occurred", "cluster", "status", "severity", "components"]
"""The fields without which an incident does not load, so that an importer must put something."""


class Origin(Record):
    """The lines of a document that say this."""

    file: Line = Field(description="The document, as it was named to `runbook-gen ingest`.")
    lines: Lines = Field(description="Its lines, from 1: `30`, `32-46` or `30, 41-44`.")


class IncidentOrigin(Origin):
    """The lines of a document that tell of this incident."""

    fields: dict[Line, Lines] = Field(
        default_factory=dict, description="The lines of each field that is not a list of parts."
    )
