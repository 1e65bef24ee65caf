"""What is known of a new incident before anybody opens its file, and whether it may be so."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runbook_gen.cli.command import CannotRun
from runbook_gen.model.files import DEVICES

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection

SEVERITIES = ("critical", "high", "medium", "low")
STATUSES = ("open", "mitigated", "resolved", "superseded")
LONGEST = 80
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

UNKNOWN = "todo"
"""Stands for a component that is not named yet; a check finds it."""

Said = Mapping[str, str]
"""A text by language; a language that is missing is left for later."""


@dataclass(frozen=True)
class Draft:
    """The fields of a new incident that are known."""

    id: str
    occurred: datetime.date
    title: Said = field(default_factory=dict)
    severity: str = "high"
    status: str = "open"
    components: tuple[str, ...] = (UNKNOWN,)
    wave: int | None = None
    symptom: Said = field(default_factory=dict)
    cause: Said = field(default_factory=dict)


def id_of(text: str) -> str:
    """An id that is the name of a file on every system.

    Raises:
        CannotRun: it is none.
    """
    if len(text) > LONGEST:
        raise CannotRun(f"an id has at most {LONGEST} characters, this one {len(text)}.")
    if not NAME.fullmatch(text):
        raise CannotRun(f"'{text}' cannot be an id. Use lower-case letters, digits, hyphens.")
    if text in DEVICES:
        raise CannotRun(f"'{text}' cannot be an id: Windows has no files of this name. Add a word.")
    return text


def day(text: str) -> datetime.date:
    """A day that is not yet to come.

    Raises:
        CannotRun: it is none.
    """
    try:
        found = datetime.date.fromisoformat(text)
    except ValueError:
        raise CannotRun(f"'{text}' is no day. Write it as YYYY-MM-DD.") from None
    if found > datetime.date.today():
        raise CannotRun(f"{found} is still to come. Write the day it happened.")
    return found


def components(text: str, collection: "Collection") -> tuple[str, ...]:
    """Components that the collection knows, with commas between.

    Raises:
        CannotRun: one is unknown, or no name.
    """
    names = tuple(name.strip() for name in text.split(","))
    known = collection.settings.record.components
    for name in names:
        if not NAME.fullmatch(name):
            raise CannotRun(f"'{name}' cannot be a component: lower-case letters, digits, hyphens.")
        if known and name not in known:
            raise CannotRun(
                f"unknown component '{name}'. Known: {', '.join(known)}. A new one goes under "
                "'components' in collection.yaml first."
            )
    return names


def waves(collection: "Collection") -> list[int]:
    """The cluster's waves, in order."""
    return sorted(wave.wave for wave in collection.cluster.record.waves)


def wave(number: int, collection: "Collection") -> int:
    """A wave that the cluster has.

    Raises:
        CannotRun: it has none of this number.
    """
    if number not in waves(collection):
        known = ", ".join(map(str, waves(collection)))
        raise CannotRun(f"the cluster has no wave {number}. Known: {known}.")
    return number
