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
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from runbook_gen.load.decoding import Problem, is_plain
from runbook_gen.load.nodes import Nodes
from runbook_gen.load.syntax import SYNTAX, Fault
from runbook_gen.model.place import Path, Place

MAX_DEPTH = 40
# Line ends that editors do not show as such, and controls that only escapes can bring in.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
CUT = re.compile(r"(?<![ \t])[ \t]++#[^\s#!]")
HASH = re.compile(r"#[^\s#!]")
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


class Reader:
    """One pass over one file's events: plain data out, refusals collected on the way.

    Every scalar becomes the text that the author wrote, every mapping a dict, every sequence a
    list. `nodes` knows where each value and each key begins.
    """

    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self.incomplete = False  # something was refused that holds a part of the data
        self.nodes = Nodes()
        self._note = self.nodes.note
        self._aliases = 0
        self._lines = text.split("\n") if _may_be_cut(text) else []
        self._suspect = not is_plain(text) or bool(self._lines)
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[Any] = iter(loader(text).get_event, None)
        self.data = self._document(text)

    def _refuse(self, event: Any, message: str, remedy: str, *, loses: bool = False) -> None:
        self.incomplete |= loses
        self.problems.append(Problem(*_start(event), message, remedy))

    def _document(self, text: str) -> Any:
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
                    data = self._value(event, 0)
        except (Problem, yaml.MarkedYAMLError) as error:
            problem = error if isinstance(error, Problem) else _syntax_problem(error, text)
            self.problems.append(problem)
            self.incomplete = True
            return None
        if self._aliases > 1:
            last = self.problems[self._first_alias]
            last.message += f" (and {self._aliases - 1} more in this file)"
        return data

    def _value(self, event: Any, depth: int) -> Any:
        """A value, and all that it holds. Most are sound scalars, which take the shortest way."""
        kind = event.__class__
        if kind is ScalarEvent:
            value = event.value
            self._note((event.start_mark, value, event.style))
            if self._suspect or event.tag is not None or event.style == '"':
                self._look_at(event)
            return None if event.implicit[0] and value in NOTHING else value
        self._note((event.start_mark, kind, None))
        number = self.nodes.last
        if kind is yaml.AliasEvent:
            self.nodes.end(number)
            return self._refuse_alias(event)
        self._refuse_tag(event)
        if depth == MAX_DEPTH:
            message = f"the file is nested deeper than {MAX_DEPTH} levels"
            raise Problem(*_start(event), message, "Flatten it.")
        whole = self._mapping if kind is MappingStartEvent else self._sequence
        data = whole(depth + 1)
        self.nodes.end(number)
        return data

    def _sequence(self, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if event.__class__ is SequenceEndEvent:
                break
            items.append(self._value(event, depth))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in self._events:
            if event.__class__ is not ScalarEvent:
                if event.__class__ is MappingEndEvent:
                    break
                self._refuse(
                    event, "a key that is not plain text", "Write 'key: value'.", loses=True
                )
                self._value(event, depth)
                self._value(next(self._events), depth)
                continue
            key = event.value
            self._note((event.start_mark, key, None))
            if (self._suspect or event.style == '"') and UNPRINTABLE.search(key):
                self._refuse(event, "a key with an unprintable character", "Write it anew.")
            if key in result:
                self._refuse(event, f"duplicate key '{key}'", "Keep one of the two.")
            result[key] = self._value(next(self._events), depth)
        return result

    def _look_at(self, event: Any) -> None:
        """Refuse what a scalar can have that hides surprises."""
        self._refuse_tag(event)
        if self._lines and event.implicit[0]:
            self._refuse_cut(event)
        if odd := UNPRINTABLE.search(event.value):
            message = f"the character U+{ord(odd[0]):04X} in a text"
            self._refuse(event, message, "Remove it; it is no letter, space or line end.")

    def _refuse_alias(self, event: Any) -> None:
        self._aliases += 1
        if self._aliases == 1:
            self._first_alias = len(self.problems)
            self._refuse(
                event, f"alias '*{event.anchor}'", "Write the text out where it stands.", loses=True
            )

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            self._refuse(
                event, f"tag '{event.tag}'", "Remove it; the model knows each field's type."
            )

    def _refuse_cut(self, event: Any) -> None:
        """A text that goes on with `#12` loses the rest to a comment; real comments are spaced."""
        end = event.end_mark
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        if CUT.match(rest) and event.value:
            message = f"the text ends before '{rest.strip()[:30]}', which YAML takes for a comment"
            remedy = "Put the whole value in quotes, or a space behind the '#' of a comment."
            self.problems.append(Problem(end.line + 1, end.column + 1, message, remedy))


def _may_be_cut(text: str) -> bool:
    """Whether a word that begins with '#' stands behind a space."""
    return any(text[found.start() - 1] in " \t" for found in HASH.finditer(text, 1))


def _start(event: Any) -> tuple[int, int]:
    """Where an event begins, from 1."""
    return event.start_mark.line + 1, event.start_mark.column + 1


@lru_cache(maxsize=2)
def read(text: str) -> Reader:
    """A reader of a text. The last ones are kept, so that their positions can be asked for."""
    return Reader(text)


def places(text: str, file: str, path: Path, within: tuple[int, int] | None = None) -> Place:
    """The place of the value at `path` in `text`; of the nearest value above where there is none.

    A path that ends in `KEY` asks for the key rather than its value. `within` asks for a line and
    column, from 1, of the text that stands there. Unless the file was read just now, it is read
    anew: positions are asked for only when something is wrong.
    """
    return place(read(text).nodes, text, file, path, within)


def place(
    nodes: Nodes, text: str, file: str, path: Path, within: tuple[int, int] | None = None
) -> Place:
    """The same of a text whose nodes are at hand."""
    line, column = nodes.place(text, path, within)
    return Place(file, line, column, line_at(text, line))


def line_at(text: str, line: int) -> str:
    """The `line`-th line (from 1) of `text`, or nothing."""
    lines = text.split("\n")
    return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
