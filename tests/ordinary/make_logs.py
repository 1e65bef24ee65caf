"""Writes the logs of a healthy day: `python tests/ordinary/make_logs.py`.

A rule that fires on one of these lines is too wide. Each file in `templates/` is one source: groups
of messages with places for values in «guillemets», and a frame that each line of a group gets.
The same place has the same value throughout a message; `«pod#2»` is another pod than `«pod»`.
What a name stands for is said in `values.yaml`; numbers, digits, letters and times are made here.
The same templates give the same bytes.
"""

import random
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
LOGS = HERE.parents[1] / "runbook_gen" / "ordinary" / "logs"

LINES = 700  # of each log, at least
REPEATED = 0.008  # the share of a log's lines that may stand in it already
MORNING = datetime(2025, 11, 17, 6, 0, tzinfo=UTC)
PLACE = re.compile(r"«([^«»#]+)(#\d+)?»")

TIMES = {
    "date": "%Y-%m-%d",
    "klog": "%m%d %H:%M:%S.%f",
    "second": "%Y-%m-%dT%H:%M:%SZ",
    "micro": "%Y-%m-%dT%H:%M:%S.%fZ",
    "apache": "%d/%b/%Y:%H:%M:%S +0000",
    "nginx": "%Y/%m/%d %H:%M:%S",
    "syslog": "%b %d %H:%M:%S",
    "python": "%Y-%m-%d %H:%M:%S",
    "gunicorn": "%Y-%m-%d %H:%M:%S +0000",
    "ansible": "%A %d %B %Y  %H:%M:%S +0000",
    "http": "%a, %d %b %Y %H:%M:%S GMT",
}


@dataclass
class Writer:
    """Fills templates with values, one message after the other."""

    values: dict[str, list[str]]
    chance: random.Random
    now: datetime = MORNING
    told: dict[str, str] = field(default_factory=dict)

    def message(self, template: str) -> str:
        """The template with a value in each place, a moment after the last message."""
        self.now += timedelta(microseconds=self.chance.randrange(1_000, 9_000_000))
        self.told = {}
        return self._filled(template, "")

    def _filled(self, template: str, suffix: str) -> str:
        return PLACE.sub(lambda found: self._value(found[1], found[2] or suffix), template)

    def _value(self, place: str, suffix: str) -> str:
        key = place + suffix
        if key not in self.told:
            self.told[key] = self._made(place, suffix)
        return self.told[key]

    def _made(self, place: str, suffix: str) -> str:
        name, _, rest = place.partition(" ")
        if make := MAKERS.get(name):
            return make(self, rest)
        if name in TIMES:
            return self.now.strftime(TIMES[name])
        return self._filled(self.chance.choice(self.values[name]), suffix)

    def letters(self, count: str, among: str) -> str:
        """Some random signs."""
        return "".join(self.chance.choices(among, k=int(count)))

    def number(self, bounds: str) -> str:
        """A number between two bounds; with a point where the lower bound has one."""
        low, high = bounds.split()
        if "." in low:
            digits = len(low.partition(".")[2])
            return f"{self.chance.uniform(float(low), float(high)):.{digits}f}"
        return str(self.chance.randint(int(low), int(high)))

    def finer(self, bounds: str) -> str:
        """The time, with more digits than microseconds have."""
        return f"{self.now:%Y-%m-%dT%H:%M:%S.%f}{self.number(bounds)}Z"


MAKERS: dict[str, Callable[[Writer, str], str]] = {
    "n": Writer.number,
    "hex": lambda writer, count: writer.letters(count, "0123456789abcdef"),
    "id": lambda writer, count: writer.letters(count, "bcdfghjklmnpqrstvwxz2456789"),
    "upper": lambda writer, count: writer.letters(count, string.ascii_uppercase + string.digits),
    "pick": lambda writer, options: writer.chance.choice(options.split("|")),
    "nano": lambda writer, _: writer.finer("100 999"),
    "milli": lambda writer, _: writer.now.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
    "comma": lambda writer, _: writer.now.strftime("%Y-%m-%d %H:%M:%S,%f")[:-3],
    "actions": lambda writer, _: writer.finer("0 9"),
    "esc": lambda writer, _: "\x1b",
    "tab": lambda writer, _: "\t",
    "stars": lambda writer, count: "*" * int(count),
}


def sources() -> list[str]:
    """The names of the sources: one template file and one log each."""
    return sorted(path.stem for path in TEMPLATES.glob("*.yaml") if path.stem != "values")


def read(name: str) -> Any:
    """A file of templates."""
    return yaml.safe_load((TEMPLATES / f"{name}.yaml").read_text("utf-8"))


def templates(source: str) -> list[str]:
    """The messages of a source, each line in its group's frame."""
    return list(_templates(read(source)))


def _templates(groups: list[dict[str, Any]]) -> Iterator[str]:
    for group in groups:
        frame = group.get("frame", "«text»")
        for text in [*group.get("lines", "").splitlines(), *group.get("blocks", [])]:
            yield "\n".join(frame.replace("«text»", line) for line in text.splitlines())


def log(source: str) -> str:
    """A log: every message of the source once, then any of them, until it is long enough."""
    writer = Writer(read("values"), random.Random(source))
    messages = templates(source)
    first = writer.chance.sample(messages, len(messages))
    lines: list[str] = []
    seen: set[str] = set()
    repeated = 0
    while first or len(lines) < LINES:
        message = writer.message(first.pop() if first else writer.chance.choice(messages))
        fresh = message.split("\n")
        again = sum(line in seen for line in fresh if line)
        if again and repeated + again > REPEATED * len(lines):
            continue
        repeated += again
        seen.update(fresh)
        lines += fresh
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write every log."""
    LOGS.mkdir(parents=True, exist_ok=True)
    for source in sources():
        (LOGS / f"{source}.log").write_bytes(log(source).encode())


if __name__ == "__main__":
    main()
