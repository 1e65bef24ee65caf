"""An incident: what was seen, why, what was done, what came of it, and what was learned."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from runbook_gen.model.effect import Effect
from runbook_gen.model.origin import Assumed, IncidentOrigin, Origin
from runbook_gen.model.record import Line, Record, RepoPath, Slug, Url, Verbatim
from runbook_gen.model.rule import Rule
from runbook_gen.model.text import Text

Status = Literal["open", "mitigated", "resolved", "superseded"]
Severity = Literal["critical", "high", "medium", "low"]
Purpose = Literal["diagnose", "workaround", "fix", "prevent"]
Outcome = Literal["worked", "failed", "partial", "not-tried"]
Relation = Literal["causes", "caused-by", "blocks", "blocked-by", "supersedes", "see-also"]

Syntax = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9+#-]{0,29}$")]
"""The name of a language for highlighting, such as `yaml`, `dockerfile`, `text`."""

InputName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=80)]
WaveNumber = Annotated[int, Field(ge=-10_000, le=10_000)]


class Sourced(Record):
    """A part of an incident that may have been brought in from a document."""

    origin: Origin | None = Field(None, description="The lines of the document that say this.")


class Command(Record):
    """A shell command, quoted exactly, and what it printed."""

    run: Verbatim = Field(description="The command as typed; several lines make one script.")
    output: Verbatim | None = Field(None, description="What it printed, exactly.")
    effect: Effect = Field(
        "reads", description="What running it does to the system: `reads`, `changes`, `destroys`."
    )
    note: Text | None = Field(None, description="What to look for in the output.")


class Snippet(Record):
    """A piece of a file or a log, quoted exactly."""

    path: RepoPath | None = Field(None, description="The file that it is from.")
    language: Syntax = Field("text", description="For highlighting, such as `yaml`.")
    well_formed: bool = Field(
        False, description="Claims that the text is a whole, valid YAML or JSON document."
    )
    text: Verbatim = Field(description="The text, exactly.")
    note: Text | None = Field(None, description="What to look at in it.")


class Observation(Sourced):
    """Something that was seen: how, and what it means."""

    summary: Text = Field(description="What was seen, in one sentence.")
    commands: tuple[Command, ...] = Field((), description="The commands that show it.")
    evidence: tuple[Snippet, ...] = Field((), description="Logs and files that show it.")


class Cause(Sourced):
    """Why it happened."""

    summary: Text = Field(description="The cause, in one sentence.")
    confirmed: bool = Field(description="`true` if proven, `false` if suspected.")
    commands: tuple[Command, ...] = Field((), description="The commands that prove it.")
    evidence: tuple[Snippet, ...] = Field((), description="Logs and files that prove it.")
    commit: Line | None = Field(None, description="The commit that brought it, 7 to 40 hex digits.")
    leads_to: tuple[Slug, ...] = Field((), description="The impacts (by id) that it led to.")


class Impact(Sourced):
    """What broke, and what that broke in turn."""

    id: Slug = Field(description="A name within this incident.")
    summary: Text = Field(description="What stopped working and for whom, in one sentence.")
    leads_to: tuple[Slug, ...] = Field((), description="The impacts (by id) that followed from it.")


class Change(Record):
    """An edit of a file: the text before and after."""

    path: RepoPath | None = Field(
        None, description="The file that was changed; none for an object changed in place."
    )
    language: Syntax = Field("text", description="For highlighting, such as `yaml`.")
    before: Verbatim | None = Field(None, description="The text before; none for a new file.")
    after: Verbatim | None = Field(None, description="The text after; none for a removed file.")
    note: Text | None = Field(None, description="What the change does.")


class Action(Sourced):
    """Something that was done, and how it ended."""

    summary: Text = Field(description="What was done, in one sentence.")
    purpose: Purpose = Field(
        description="Why: `diagnose`, `workaround`, `fix` (removes the cause), `prevent`."
    )
    outcome: Outcome = Field(
        description="How it ended: `worked`, `failed`, `partial`, `not-tried` (recommended only)."
    )
    result: Text | None = Field(None, description="What came of it, where the outcome needs words.")
    commands: tuple[Command, ...] = Field((), description="The commands, in order.")
    changes: tuple[Change, ...] = Field((), description="The edits, before and after.")
    evidence: tuple[Snippet, ...] = Field((), description="Logs that show how it ended.")
    commit: Line | None = Field(None, description="The commit, 7 to 40 hexadecimal digits, quoted.")


class Step(Sourced):
    """Something to do now, when this happens again."""

    summary: Text = Field(description="What to do, in one imperative sentence.")
    precheck: Text | None = Field(
        None, description="What to make sure of first; needed where a command destroys."
    )
    commands: tuple[Command, ...] = Field((), description="The commands, in order.")
    changes: tuple[Change, ...] = Field((), description="The edits, before and after.")
    otherwise: Text | None = Field(None, description="What to do if the outcome differs.")
    rollback: Text | None = Field(
        None,
        description="The way back, or that there is none; needed where a command destroys.",
    )


class Measurement(Sourced):
    """A figure of the incident."""

    name: Text = Field(description="What was measured.")
    value: Line = Field(description="The figure as recorded, such as `82` or `19-20`.")
    unit: Line | None = Field(None, description="Its unit, such as `min` or `s`; none for counts.")


class Moment(Sourced):
    """What happened when."""

    at: Line = Field(description="The time as recorded, such as `22:13 KST`.")
    text: Text = Field(description="What happened, in one sentence.")


class Note(Sourced):
    """What a document says beside the rest, and no field is for."""

    text: Text = Field(description="The words as the document has them.")


class Lesson(Sourced):
    """What was learned, and which machine or checklist remembers it."""

    text: Text = Field(description="The lesson, as a rule for next time.")
    enforced_by: tuple[Slug, ...] = Field(
        (), description="Rules and checklist items (by id) that keep it."
    )


class Caveat(Sourced):
    """A later correction: what was recorded stays, what is true stands beside it."""

    about: Text = Field(description="What part of the record it corrects.")
    text: Text = Field(description="What is true.")
    reason: Text = Field(description="Why: the mechanism or the source of the fact.")
    sources: tuple[Url, ...] = Field((), description="Web pages that say so.")


class Input(Sourced):
    """A value that the reader must supply, written `<NAME>` in commands."""

    name: InputName = Field(description="The name between `<` and `>`.")
    description: Text = Field(description="What to put there and where to find it.")
    secret: bool = Field(False, description="`true` if it must never be shown or stored.")


class Related(Sourced):
    """A link to another incident."""

    id: Slug = Field(description="The other incident.")
    as_: Relation = Field(alias="as", description="How this incident relates to the other.")
    note: Text | None = Field(None, description="In what way.")


class Incident(Record):
    """One incident: the unit of review, one file each."""

    id: Slug = Field(description="The file's name without `.yaml`; never reused.")
    title: Text = Field(description="What failed and how, in a few words.")
    occurred: date = Field(description="The day it happened, `YYYY-MM-DD`.")
    cluster: Slug = Field(description="The cluster that it struck, as in cluster.yaml.")
    status: Status = Field(
        description="`open`, `mitigated` (works, cause remains), `resolved`, `superseded`."
    )
    severity: Severity = Field(description="How bad it was: `critical`, `high`, `medium`, `low`.")
    components: tuple[Slug, ...] = Field(
        min_length=1, description="The parts of the system involved, such as `networkpolicy`."
    )
    wave: WaveNumber | None = Field(
        None, description="The sync wave that it struck; none outside the cluster's deployment."
    )
    inputs: tuple[Input, ...] = Field((), description="What the commands need from the reader.")
    symptoms: tuple[Observation, ...] = Field(
        min_length=1, description="What was seen, the most telling first."
    )
    respond: tuple[Step, ...] = Field(
        (), description="What to do now, in order, with what is known today."
    )
    timeline: tuple[Moment, ...] = Field((), description="What happened when.")
    causes: tuple[Cause, ...] = Field((), description="Why it happened.")
    impact: tuple[Impact, ...] = Field((), description="What broke; the cascade is drawn from it.")
    actions: tuple[Action, ...] = Field((), description="What was done then, and how it ended.")
    verification: tuple[Observation, ...] = Field((), description="How to see that it is over.")
    measurements: tuple[Measurement, ...] = Field((), description="Figures of the incident.")
    unresolved: tuple[Text, ...] = Field((), description="What stayed open.")
    lessons: tuple[Lesson, ...] = Field((), description="What was learned.")
    caveats: tuple[Caveat, ...] = Field((), description="Where a later look corrects the record.")
    related: tuple[Related, ...] = Field((), description="Links to other incidents.")
    notes: tuple[Note, ...] = Field((), description="What else the document says, word for word.")
    rules: tuple[Rule, ...] = Field((), description="How a machine remembers it.")
    assumed: tuple[Assumed, ...] = Field(
        (), description="Fields that an importer could only guess; a person confirms each."
    )
    origin: IncidentOrigin | None = Field(None, description="The document that it came from.")
