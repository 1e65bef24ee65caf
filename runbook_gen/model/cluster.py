"""A cluster: its facts, its waves, its checklists, and how it stands."""

from datetime import date

from pydantic import Field

from runbook_gen.model.incident import Command, WaveNumber
from runbook_gen.model.origin import IncidentOrigin
from runbook_gen.model.record import Line, Record, Slug
from runbook_gen.model.text import Text


class Fact(Record):
    """One line of the cluster's description."""

    name: Text = Field(description="What it is.")
    value: Line = Field(description="Its value, exactly.")


class App(Record):
    """Something that a wave deploys."""

    name: Slug = Field(description="The Argo CD Application's name.")
    summary: Text = Field(description="What it brings.")
    needs: tuple[Slug, ...] = Field((), description="Apps (by name) that must be there before.")


class Wave(Record):
    """A step of the deployment; lower numbers go first."""

    wave: WaveNumber = Field(description="The sync-wave number; Argo CD's default is 0.")
    summary: Text = Field(description="What this step is for.")
    apps: tuple[App, ...] = Field(min_length=1, description="What it deploys.")


class ChecklistItem(Record):
    """One thing to check, by hand or by a rule."""

    id: Slug = Field(description="A name, unique among rules and checklist items.")
    text: Text = Field(description="What must hold.")
    commands: tuple[Command, ...] = Field((), description="How to check it by hand.")
    automated_by: tuple[Slug, ...] = Field(
        (), description="Rules (by id) that check it; empty means by hand."
    )
    caveat: Text | None = Field(None, description="Where the recorded item is wrong or too broad.")


class Checkpoint(Record):
    """An area of prevention, with its items."""

    id: Slug = Field(description="A name, unique in the file.")
    title: Text = Field(description="The area.")
    items: tuple[ChecklistItem, ...] = Field((), description="What to check.")
    incidents: tuple[Slug, ...] = Field((), description="The incidents (by id) that it prevents.")
    note: Text | None = Field(None, description="What stands instead of items, or explains them.")


class Result(Record):
    """Something that was reached, with its figure."""

    text: Text = Field(description="What was reached.")
    value: Line | None = Field(None, description="Its figure, as recorded.")


class OpenPoint(Record):
    """Something that is not solved."""

    text: Text = Field(description="What is open.")
    incident: Slug | None = Field(None, description="The incident (by id) that it belongs to.")


class Cluster(Record):
    """The cluster that the incidents struck."""

    id: Slug = Field(description="The cluster's name.")
    title: Text = Field(description="The cluster's name for readers.")
    summary: Text = Field(description="What it is, and where the record comes from.")
    updated: Line = Field(description="When the record was last updated, such as `2025-11-16`.")
    inspected: date = Field(description="The day the cluster was looked at.")
    facts: tuple[Fact, ...] = Field(min_length=1, description="Its description, line by line.")
    namespaces: tuple[Slug, ...] = Field((), description="Its main namespaces.")
    delivery: tuple[Line, ...] = Field((), description="The tools that deploy it, in order.")
    waves: tuple[Wave, ...] = Field(min_length=1, description="Its deployment, lowest wave first.")
    checkpoints: tuple[Checkpoint, ...] = Field((), description="What to check so it stays well.")
    results: tuple[Result, ...] = Field((), description="What was reached.")
    resolved: tuple[OpenPoint, ...] = Field((), description="What was solved.")
    unresolved: tuple[OpenPoint, ...] = Field((), description="What is still open.")
    origin: IncidentOrigin | None = Field(None, description="The document that it came from.")
