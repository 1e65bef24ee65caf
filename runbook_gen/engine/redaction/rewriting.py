"""A collection as the public may read it: the same story, with pseudonyms for identifiers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, RootModel

from runbook_gen.engine.proof import CannotProve, trials
from runbook_gen.engine.redaction.allowance import allowance
from runbook_gen.engine.redaction.identifier import Identifiers
from runbook_gen.engine.redaction.pseudonym import Pseudonyms
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.incident import Incident
from runbook_gen.model.place import Path
from runbook_gen.model.record import Record, Slug
from runbook_gen.model.rule import Rule

SLUG = get_args(Slug)[1].metadata
"""What pydantic knows a name by that other files, addresses and labels refer to."""


def published(collection: Collection) -> Collection:
    """The collection as its profile lets it be published.

    Names are given in the order in which the incidents happened, so a new incident changes none
    that were given before. Names that others refer to (ids) are never changed. Where a rule looks
    for the shape of a resource's id, the pseudonym has that shape.
    """
    if collection.settings.record.redaction.profile == "internal":
        return collection
    identifiers = _identifiers(collection)
    told = _told(collection, identifiers, Pseudonyms(identifiers.addresses))
    shaped = {
        found.value
        for entry, index in broken(collection, told)
        for _, text, _ in _strings(entry.record.rules[index])
        for found in identifiers.within(text)
    }
    if not shaped:
        return told
    return _told(collection, identifiers, Pseudonyms(identifiers.addresses, shaped))


def broken(own: Collection, told: Collection) -> Iterator[tuple[Entry[Incident], int]]:
    """The rules of one's own incidents, by number, that prove themselves only with one's own."""
    for entry, public in zip(own.incidents, told.incidents, strict=True):
        pairs = zip(entry.record.rules, public.record.rules, strict=True)
        for index, (rule, other) in enumerate(pairs):
            if rule != other and not _proves(entry, other) and _proves(entry, rule):
                yield entry, index


def _proves(entry: Entry[Incident], rule: Rule) -> bool:
    try:
        return all(trial.passed for trial in trials(entry.record, rule))
    except CannotProve:
        return False


def _told(collection: Collection, identifiers: Identifiers, names: Pseudonyms) -> Collection:
    """The collection with these names."""

    def change(text: str) -> str:
        return identifiers.replaced(text, names)

    told = {
        entry.file: replace(entry, record=_rewritten(entry.record, change))
        for entry in _in_order(collection)
    }
    settings = collection.settings
    title = settings.record.model_copy(update={"title": _rewritten(settings.record.title, change)})
    incidents = tuple(told[entry.file] for entry in collection.incidents)
    ledger = collection.ledger.told(change)
    cluster = told[collection.cluster.file]
    return Collection(replace(settings, record=title), cluster, incidents, ledger)


def fixed(collection: Collection) -> Iterator[tuple[Entry[Record], Path, str]]:
    """Identifiers in names that others refer to, which keep them: where, and of which kind."""
    identifiers = _identifiers(collection)
    for entry in _in_order(collection):
        for path, text, is_name in _strings(entry.record):
            for found in identifiers.within(text) if is_name else ():
                yield entry, path, found.kind


def _identifiers(collection: Collection) -> Identifiers:
    texts = (text for e in _in_order(collection) for _, text, _ in _strings(e.record))
    return Identifiers(texts, allowance(collection.settings.record.redaction))


def _in_order(collection: Collection) -> list[Entry[Any]]:
    """The cluster, then the incidents as they happened."""

    def happened(entry: Entry[Incident]) -> tuple[date, str]:
        return entry.record.occurred, entry.record.id

    return [collection.cluster, *sorted(collection.incidents, key=happened)]


def _strings(
    value: Any, path: Path = (), *, name: bool = False
) -> Iterator[tuple[Path, str, bool]]:
    """Every text below a value, the way to it, and whether it is a name that others refer to."""
    if isinstance(value, str):
        yield path, value, name
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, (*path, index), name=name)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield path, key, False
            yield from _strings(item, (*path, key))
    elif isinstance(value, RootModel):
        yield from _strings(value.root, path)
    elif isinstance(value, BaseModel):
        for field, (key, names) in _fields(type(value)).items():
            yield from _strings(getattr(value, field), (*path, key), name=names)


def _rewritten(value: Any, change: Callable[[str], str]) -> Any:
    """A value with other texts; names that others refer to stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(item, change) for item in value)
    if isinstance(value, dict):
        return {change(key): _rewritten(item, change) for key, item in value.items()}
    if isinstance(value, BaseModel):
        told = {
            field: _rewritten(getattr(value, field), change)
            for field, (_, names) in _fields(type(value)).items()
            if not names
        }
        return value.model_copy(update=told)
    return value


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[str, bool]]:
    """Each field's key in the file, and whether it holds names that others refer to."""
    return {
        name: (field.alias or name, _is_slug(field) or _is_slug(field.annotation))
        for name, field in model.model_fields.items()
    }


def _is_slug(annotation: Any) -> bool:
    """Whether a type is that of such names, or of several."""
    told = getattr(annotation, "metadata", ())
    if told and all(each in told for each in SLUG):
        return True
    inner = (*getattr(annotation, "__metadata__", ()), *get_args(annotation))
    return not isinstance(annotation, type) and any(map(_is_slug, inner))
