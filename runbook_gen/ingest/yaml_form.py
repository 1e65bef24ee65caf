"""Incidents as YAML that a person likes to read: blocks for evidence, one line for an origin.

libyaml quotes every text with a blank at a line's end, and such lines are common in logs; so the
form is written here, and tests read all of it back with the loader.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

PLAIN = re.compile(r"(?:[\w(/$.<~^+]|-(?=\w))[^\n]*", re.DOTALL)
"""How a text begins that needs no quotes."""

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_./-]*")
RESERVED = re.compile(
    r"~|(?i:null|true|false|yes|no|on|off|y|n|[-+]?(?:\.?\d[\d_.:]*(?:e[-+]?\d+)?|\.inf|\.nan)"
    r"|0[xob][\da-f_]+)"
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

INLINE = frozenset({"origin", "components", "assumed", "needs", "incidents", "delivery"})
"""What is written on one line."""

NESTED = (
    "id", "name", "wave", "title", "description", "secret", "at", "summary", "purpose", "outcome",
    "confirmed", "result", "run", "output", "effect", "path", "language", "text", "before", "after",
    "note", "value", "unit", "commands", "changes", "evidence", "commit", "leads_to", "apps",
    "items", "origin",
)  # fmt: skip
RANKS = {name: rank for rank, name in enumerate(NESTED)}


def yaml_form(record: Mapping[str, Any], schema: str, order: Iterable[str]) -> str:
    """The file of a record: its fields in `order`; `schema` is its schema's path, for editors."""
    lines = [f"# yaml-language-server: $schema={schema}"]
    ranks = {name: rank for rank, name in enumerate(order)}
    blocks = False
    for name, value in sorted(record.items(), key=lambda item: ranks[item[0]]):
        block = isinstance(value, (list, tuple)) and name not in INLINE
        if block or blocks:
            lines.append("")
        blocks = block
        lines += _entry(name, value, "", inline=name != "origin")
    return "\n".join(lines) + "\n"


def _ordered(record: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(record.items(), key=lambda item: RANKS.get(item[0], len(RANKS)))


def _entry(name: str, value: Any, margin: str, *, inline: bool = True) -> Iterator[str]:
    """`name: value`, on as many lines as it takes."""
    if inline and name in INLINE:
        yield f"{margin}{name}: {_flow(value)}"
    elif isinstance(value, str):
        yield from _text(f"{margin}{name}:", value, margin)
    elif isinstance(value, Mapping):
        yield f"{margin}{name}:"
        for key, inner in _ordered(value):
            yield from _entry(key, inner, margin + "  ")
    elif isinstance(value, (list, tuple)):
        yield f"{margin}{name}:"
        for item in value:
            yield from _item(item, margin + "  ")
    else:
        yield f"{margin}{name}: {str(value).lower()}"


def _item(item: Any, margin: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        inner = (
            line for key, value in _ordered(item) for line in _entry(key, value, margin + "  ")
        )
        for number, line in enumerate(inner):
            yield f"{margin}- {line.lstrip(' ')}" if number == 0 else line
    else:
        yield from _text(f"{margin}-", item, margin)


def _text(lead: str, text: str, margin: str) -> Iterator[str]:
    """A text: a block, if it has several lines and libyaml reads all of its signs there."""
    body = text.removesuffix("\n")
    if "\n" not in text or not body.strip() or body.endswith("\n") or ESCAPED.search(text):
        yield f"{lead} {_one_line(text)}"
        return
    # The spaces before an indented first line would be taken for the indentation of all.
    indent = "2" if body[0] in " \n\t" else ""
    yield f"{lead} |{indent}{'' if text.endswith(chr(10)) else '-'}"
    yield from (f"{margin}  {line}" if line else "" for line in body.split("\n"))


def _one_line(text: str) -> str:
    """A text on one line, in quotes where it would be read as something else."""
    cut = ": " in text or " #" in text or "\t" in text or text.endswith((":", " "))
    plain = PLAIN.fullmatch(text) and not (cut or ESCAPED.search(text) or RESERVED.fullmatch(text))
    return text if plain or DAY.fullmatch(text) else _quoted(text)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_flow, value))}]"
    return value if CODE.fullmatch(value) and not RESERVED.fullmatch(value) else _quoted(value)


SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def _quoted(text: str) -> str:
    """A text in double quotes; what YAML may not hold is escaped."""
    told = "".join(SHORT.get(sign, sign) for sign in text)
    return '"' + ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", told) + '"'
