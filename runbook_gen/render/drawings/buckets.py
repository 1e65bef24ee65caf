"""Days put together into equal stretches of time, as fine as the page has room for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_date, format_interval, format_skeleton

from runbook_gen.render.locales import conventions

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "five years": 60, "decade": 120}
_DAYS = {"day": 1, "week": 7, **{unit: months * 30.5 + 2 for unit, months in _MONTHS.items()}}
UNITS = tuple(_DAYS)
_SKELETONS = {"month": "yMMM", "quarter": "yQQQ", "year": "y"}


class Buckets(NamedTuple):
    """Stretches of time without a hole, by their first days."""

    unit: str
    starts: tuple[date, ...]

    def place(self, day: date) -> int:
        """Which stretch a day is in."""
        return self.starts.index(_start(self.unit, day))

    def label(self, place: int, language: str) -> str:
        """What a stretch is called."""
        day, skeleton = self.starts[place], _SKELETONS.get(self.unit)
        if skeleton:
            return str(format_skeleton(skeleton, day, locale=conventions(language)))
        if self.unit in _MONTHS:
            last = _after(self.unit, day) - timedelta(days=1)
            return str(format_interval(day, last, "y", locale=conventions(language)))
        return str(format_date(day, format="medium", locale=conventions(language)))


def buckets(first: date, last: date, most: int) -> Buckets:
    """The finest stretches from `first` to `last` of which there are at most `most`.

    Decades, which are the coarsest, may be more.
    """
    for unit in UNITS:
        starts = tuple(_starts(unit, first, last, most))
        if len(starts) <= most:
            break
    return Buckets(unit, starts)


def _starts(unit: str, first: date, last: date, most: int) -> Iterator[date]:
    start, count = _start(unit, first), 0
    while start <= last and (count <= most or unit == UNITS[-1]):
        yield start
        start, count = _after(unit, start), count + 1


def _after(unit: str, start: date) -> date:
    """The first day of the stretch after the one that begins at `start`."""
    return _start(unit, start + timedelta(days=_DAYS[unit]))


def _start(unit: str, day: date) -> date:
    """The first day of the stretch that a day is in."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    months = (day.year * 12 + day.month - 1) // _MONTHS[unit] * _MONTHS[unit]
    return date(max(1, months // 12), months % 12 + 1, 1)
