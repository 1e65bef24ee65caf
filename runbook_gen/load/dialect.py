"""The strict YAML dialect of incident files.

**Why.** YAML guesses types: an unquoted commit `0645847` is an octal number, `84e1234` is
infinity, `22:13:16` is 79996 and `no` is false. In this dialect every scalar stays the text that
the author wrote, and the model decides which values are numbers, dates or booleans. Only an empty
value, `~` and `null` mean "nothing". What hides surprises is refused: duplicate keys, anchors and
aliases, tags, tabs as indentation, several documents in a file, and files that are not UTF-8,
deeper than 40 levels or larger than 1 MB.

**Bad**

```yaml
severity: high
severity: low          # the same key twice: which one counts?
lessons: *shared       # an alias: the reader must look elsewhere
```

**Good**

```yaml
severity: high
commit: "0645847"      # quotes are optional here, but editors like them
```
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from runbook_gen.engine.scalar_text import ScalarText
from runbook_gen.load.decoding import Problem
from runbook_gen.load.syntax import SYNTAX, Fault
from runbook_gen.model.place import KEY, Path, Place

MAX_DEPTH = 40
# Line ends that editors do not show as such, and controls that only escapes can bring in.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
CUT = re.compile(r"(?<![ \t])[ \t]++#[^\s#!]")
BLOCK = ("|", ">")
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """The parser's error in our words, at the place where the author must look."""
    problem = error.problem or str(error)
    fault = SYNTAX.get(problem) or Fault(
        f"not valid YAML: {problem}", "Correct the line or the one above it."
    )
    mark = error.context_mark if fault.from_start else error.problem_mark
    mark = mark or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if line_at(text, line)[column - 1 : column] == "\t":
        fault = SYNTAX["a tab"]
    return Problem(line, column, fault.message, fault.remedy)


class Start(NamedTuple):
    """Where a value or key begins, from 1, the sign that its text is written with, and the text."""

    line: int
    column: int
    style: str = ""
    said: str = ""

    def inside(self, text: str, line: int, column: int) -> tuple[int, int]:
        """Where a line and column of the value's text stand in the file."""
        behind = self.line, self.column + len(self.style)
        begin = (self.line + 1, 1) if self.style in BLOCK else behind
        return ScalarText(self.said, text.split("\n"), *begin).place(line, column)


class Reader:
    """One pass over one file's events: plain data out, refusals collected on the way.

    Every scalar becomes the text that the author wrote, every mapping a dict, every sequence a
    list. `places` maps the path of each value, and of each key with `KEY` behind it, to its start.
    """

    def __init__(self, text: str, *, with_places: bool = False) -> None:
        self.problems: list[Problem] = []
        self.incomplete = False  # something was refused that holds a part of the data
        self.places: dict[Path, Start] | None = {} if with_places else None
        self._aliases = 0
        self._lines = text.split("\n") if CUT.search(text) else []
        self._events = self._checked_events(text)
        self.data = self._document()

    def _checked_events(self, text: str) -> Iterator[Any]:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            yield from yaml.parse(text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            raise _syntax_problem(error, text) from None

    def _refuse(self, event: Any, message: str, remedy: str, *, loses: bool = False) -> None:
        self.incomplete |= loses
        self.problems.append(Problem(*_start(event), message, remedy))

    def _document(self) -> Any:
        data: Any = None
        documents = 0
        try:
            for event in self._events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents == 2:
                        self._refuse(
                            event,
                            "a second document begins here",
                            "One file holds one record.",
                            loses=True,
                        )
                        break
                elif isinstance(event, yaml.NodeEvent):
                    data = self._value(event, (), 0)
        except Problem as problem:
            self.problems.append(problem)
            self.incomplete = True
            return None
        if self._aliases > 1:
            last = self.problems[self._first_alias]
            last.message += f" (and {self._aliases - 1} more in this file)"
        return data

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        if self.places is not None:
            style, said = getattr(event, "style", None), getattr(event, "value", "")
            self.places[path] = Start(*_start(event), style or "", said)
        if isinstance(event, yaml.AliasEvent):
            self._aliases += 1
            if self._aliases == 1:
                self._first_alias = len(self.problems)
                self._refuse(
                    event,
                    f"alias '*{event.anchor}'",
                    "Write the text out where it stands.",
                    loses=True,
                )
            return None
        if event.tag is not None and event.tag != "!":
            self._refuse(
                event, f"tag '{event.tag}'", "Remove it; the model knows each field's type."
            )
        if isinstance(event, yaml.ScalarEvent):
            if self._lines and event.implicit[0]:
                self._refuse_cut(event)
            if odd := UNPRINTABLE.search(event.value):
                message = f"the character U+{ord(odd[0]):04X} in a text"
                self._refuse(event, message, "Remove it; it is no letter, space or line end.")
            return None if event.implicit[0] and event.value in NOTHING else event.value
        if depth == MAX_DEPTH:
            message = f"the file is nested deeper than {MAX_DEPTH} levels"
            raise Problem(*_start(event), message, "Flatten it.")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _refuse_cut(self, event: Any) -> None:
        """A text that goes on with `#12` loses the rest to a comment; real comments are spaced."""
        end = event.end_mark
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        if CUT.match(rest) and event.value:
            message = f"the text ends before '{rest.strip()[:30]}', which YAML takes for a comment"
            remedy = "Put the whole value in quotes, or a space behind the '#' of a comment."
            self.problems.append(Problem(end.line + 1, end.column + 1, message, remedy))

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(
                    event, "a key that is not plain text", "Write 'key: value'.", loses=True
                )
                self._value(event, (*path, KEY), depth + 1)
                self._value(next(self._events), (*path, KEY), depth + 1)
                continue
            key = event.value
            if UNPRINTABLE.search(key):
                self._refuse(event, "a key with an unprintable character", "Write it anew.")
            if key in result:
                self._refuse(event, f"duplicate key '{key}'", "Keep one of the two.")
            elif self.places is not None:
                self.places[(*path, key, KEY)] = Start(*_start(event))
            result[key] = self._value(next(self._events), (*path, key), depth + 1)
        return result


def _start(event: Any) -> tuple[int, int]:
    """Where an event begins, from 1."""
    return event.start_mark.line + 1, event.start_mark.column + 1


def places(text: str, file: str, path: Path, within: tuple[int, int] | None = None) -> Place:
    """The place of the value at `path` in `text`; of the nearest value above where there is none.

    A path that ends in `KEY` asks for the key rather than its value. `within` asks for a line and
    column, from 1, of the text that stands there. Parses the text anew: positions are asked for
    only when something is wrong.
    """
    known = _known_places(text)
    asked = path
    while asked and asked not in known:
        asked = asked[:-2] if asked[-1] == KEY else asked[:-1]
    start = known.get(asked, Start(1, 1))
    line, column = start.inside(text, *within) if within else start[:2]
    return Place(file, line, column, line_at(text, line))


@lru_cache(maxsize=8)
def _known_places(text: str) -> dict[Path, Start]:
    return Reader(text, with_places=True).places or {}


def line_at(text: str, line: int) -> str:
    """The `line`-th line (from 1) of `text`, or nothing."""
    lines = text.split("\n")
    return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
