"""Which files of a collection a change adds, removes or alters, and what is in them."""

from collections.abc import Iterable, Iterator
from typing import Any

from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.incident import Incident
from runbook_gen.model.record import Record
from runbook_gen.model.review import Kind, RecordChange
from runbook_gen.review.alike import Neighbourhood
from runbook_gen.review.fields import changed_fields
from runbook_gen.review.translation import Outdated, outdated, states

PARTS = ("symptoms", "respond", "causes", "impact", "actions", "lessons", "rules")


def changed_records(
    was: Collection | None, now: Collection, left_out: Iterable[str]
) -> Iterator[RecordChange]:
    """A change for each file that is otherwise: settings, cluster, then incidents by name."""
    before = {entry.file: entry for entry in was.entries} if was else {}
    # An incident whose file was moved or renamed is the same one, as long as its id is.
    today = {entry.file for entry in now.entries}
    moved = {e.record.id: e for e in (was.incidents if was else ()) if e.file not in today}
    near: Neighbourhood | None = None
    older = outdated(now)
    gone = dict(before)
    for entry in now.entries:
        old = before.get(entry.file)
        if old is None and isinstance(entry.record, Incident):
            old = moved.get(entry.record.id)
        if old is not None:
            gone.pop(old.file, None)
        if old is None and isinstance(entry.record, Incident):
            near = near or Neighbourhood(now)
            yield _added(entry, now, near, older)  # type: ignore[arg-type]  # seen above
        elif change := _changed(old, entry, now, older):
            yield change
    unread = set(left_out)
    for entry in gone.values():
        if entry.file not in unread:
            yield RecordChange(entry.file, _kind(entry), _id(entry), _title(entry, now), "removed")


def unreadable(files: Iterable[str]) -> Iterator[RecordChange]:
    """The files that do not load, so that nothing more can be said of them."""
    for file in sorted(files):
        id = file.rpartition("/")[2].rpartition(".")[0]
        yield RecordChange(file, "incident", id, "", "unreadable")


def _added(
    entry: Entry[Incident], now: Collection, near: Neighbourhood, older: Outdated
) -> RecordChange:
    return _change(entry, now, "added")._replace(
        facts=tuple(_facts(entry.record)),
        texts=tuple(states(entry, now, (), older)),
        near=tuple(near.of(entry.record)),
        destroys=tuple(_destroying(entry)),
    )


def _changed(
    old: Entry[Record] | None, entry: Entry[Record], now: Collection, older: Outdated
) -> RecordChange | None:
    fields = tuple(changed_fields(_data(old.record) if old else {}, _data(entry.record)))
    if not fields:
        return None
    known = set(_destroying(old)) if old else set()
    return _change(entry, now, "changed")._replace(
        fields=fields,
        texts=tuple(states(entry, now, fields, older)),
        destroys=tuple(run for run in _destroying(entry) if run not in known),
    )


def _change(entry: Entry[Any], now: Collection, state: Any) -> RecordChange:
    return RecordChange(entry.file, _kind(entry), _id(entry), _title(entry, now), state)


def _data(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)


def _facts(incident: Incident) -> Iterator[str]:
    yield incident.status
    yield f"{incident.severity} severity"
    yield incident.occurred.isoformat()
    yield ", ".join(incident.components)
    counts = ((name, len(getattr(incident, name))) for name in PARTS)
    yield ", ".join(f"{name} {count}" for name, count in counts if count)


def _destroying(entry: Entry[Any]) -> Iterator[str]:
    return (command.run for _, command in entry.commands if command.effect == "destroys")


def _kind(entry: Entry[Any]) -> Kind:
    kinds: dict[str, Kind] = {"Incident": "incident", "Cluster": "cluster"}
    return kinds.get(type(entry.record).__name__, "settings")


def _id(entry: Entry[Any]) -> str:
    return str(getattr(entry.record, "id", "settings"))


def _title(entry: Entry[Any], now: Collection) -> str:
    return str(entry.record.title.within(now.languages[0]))
