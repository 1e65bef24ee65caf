"""The text of `cluster.yaml` with the waves of a repository; whatever need not change, stays.

Comments, quotes, line ends and the words of people are kept byte for byte: an application that
moves takes its lines along. What is new gets a placeholder in the collection's source language,
which the checks `placeholder-prose` and `missing-translation` then ask for.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from runbook_gen.order.sections import Item, items, lines_of, section

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST, WIDEST = 80, 10_000  # characters of a name, and the number of a wave
PLACEHOLDER = "TODO"


class Unwritable(Exception):
    """The waves are written in a way that cannot be changed line by line."""


class Written(NamedTuple):
    """The new text; and the applications that it cannot name, with the reason."""

    text: str
    left_out: tuple[tuple[str, str], ...]


class _Wave(NamedTuple):
    """A wave of the file: its number, the lines around its applications, and these."""

    number: int
    before: list[str]
    apps: list[tuple[str, Item]]
    after: list[str]
    column: int


def rewritten(text: str, homes: Mapping[str, int], language: str) -> Written:
    """`text` with each application of `homes` in its wave, and no other.

    Raises:
        Unwritable: the waves stand in braces, or are no list.
    """
    known = {app: wave for app, wave in homes.items() if not _unfit(app, wave)}
    left_out = tuple((app, why) for app, wave in homes.items() if (why := _unfit(app, wave)))
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    lines = lines_of(text)
    node = _value(root, "waves")
    if node is None or node.flow_style or not isinstance(node, yaml.SequenceNode):
        raise Unwritable("the waves are not a list with a line for each")
    waves = [_wave(item, lines) for item in items(node, lines)]
    if {name: w.number for w in waves for name, _ in w.apps} == known:
        return Written(text, left_out)
    start, end = section(node, lines)
    made = _Maker("\r\n" if "\r\n" in text else "\n", language, node.start_mark.column)
    new = [line for wave in _ordered(waves, known, made) for line in wave]
    if lines[end - 1 : end] and not lines[end - 1].endswith(("\n", "\r")):
        new = _ended(new, made.newline)
    return Written("".join((*lines[:start], *new, *lines[end:])), left_out)


def _unfit(app: str, wave: int) -> str:
    if len(app) > LONGEST or not SLUG.fullmatch(app):
        return "a name there has lower-case letters, digits and hyphens only"
    return "" if -WIDEST <= wave <= WIDEST else f"a wave there is at most {WIDEST}"


def _wave(item: Item, lines: Sequence[str]) -> _Wave:
    node = item.node
    apps, number = _value(node, "apps"), _value(node, "wave")
    if node.flow_style or apps is None or apps.flow_style or number is None:
        raise Unwritable(f"the wave at line {item.start + 1} stands in braces")
    start, end = section(apps, lines)
    named = [(str(_value(each.node, "name").value), each) for each in items(apps, lines)]
    before, after = [*lines[item.start : start]], [*lines[end : item.end]]
    return _Wave(int(number.value), before, named, after, apps.start_mark.column)


def _value(node: Any, key: str) -> Any:
    """The node of a mapping's value; None where it has none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


class _Maker(NamedTuple):
    """Makes lines in the manner of the file."""

    newline: str
    language: str
    column: int

    def wave(self, number: int, apps: Sequence[list[str]]) -> list[str]:
        """A new wave with its applications."""
        summary = (" summary:", f"   {self.language}: {PLACEHOLDER}")
        head = (f"- wave: {number}", *(f" {line}" for line in summary), "  apps:")
        return [*self._lines(head, self.column), *(line for app in apps for line in app)]

    def app(self, name: str, column: int) -> list[str]:
        """A new application."""
        said = (f"- name: {name}", "  summary:", f"    {self.language}: {PLACEHOLDER}")
        return self._lines(said, column)

    def moved(self, item: Item, column: int) -> list[str]:
        """The lines of an application, as deep as those around it."""
        by = column - item.column
        return _ended([_shifted(line, by) for line in item.lines], self.newline)

    def _lines(self, said: Sequence[str], column: int) -> list[str]:
        return [f"{' ' * column}{line}{self.newline}" for line in said]


def _ordered(waves: list[_Wave], homes: Mapping[str, int], make: _Maker) -> list[list[str]]:
    """The lines of each wave, the lowest first; waves that nothing is left in are gone."""
    own = {name: item for wave in reversed(waves) for name, item in wave.apps}
    at_home = {name for wave in waves for name, _ in wave.apps if homes.get(name) == wave.number}
    coming: dict[int, list[str]] = {}
    for name, number in homes.items():
        if name not in at_home:
            coming.setdefault(number, []).append(name)

    def block(name: str, column: int) -> list[str]:
        return make.moved(own[name], column) if name in own else make.app(name, column)

    told = []
    for wave in waves:
        kept = [item.lines for name, item in wave.apps if homes.get(name) == wave.number]
        new = [block(name, wave.column) for name in coming.pop(wave.number, ())]
        inside = [_ended([*each], make.newline) if new else [*each] for each in kept] + new
        if inside:
            flat = [line for each in inside for line in each]
            told.append((wave.number, [*wave.before, *flat, *wave.after]))
    for number, names in coming.items():
        lines = make.wave(number, [block(name, make.column + 4) for name in names])
        at = next((i for i, (other, _) in enumerate(told) if other > number), len(told))
        if at:
            told[at - 1] = (told[at - 1][0], _ended(told[at - 1][1], make.newline))
        told.insert(at, (number, lines))
    return [lines for _, lines in told]


def _shifted(line: str, by: int) -> str:
    if by >= 0 or not line.strip():
        return " " * by + line if line.strip() else line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _ended(lines: list[str], newline: str) -> list[str]:
    """Lines of which the last one has an end."""
    if lines and not lines[-1].endswith(("\n", "\r")):
        return [*lines[:-1], lines[-1] + newline]
    return lines
