"""Texts as YAML scalars that a person likes to read: plain where that will do, blocks for lines.

libyaml quotes every text with a blank at a line's end, and such lines are common in logs; so the
form is written here, and tests read all of it back with the loader.
"""

import re
from collections.abc import Iterator
from datetime import date

PLAIN = re.compile(r"(?:[\w(/$.<~^+]|-(?=\w))[^\n]*", re.DOTALL)
"""How a text begins that needs no quotes."""

RESERVED = re.compile(
    r"~|(?i:null|true|false|yes|no|on|off|y|n|[-+]?(?:\.?\d[\d_.:]*(?:e[-+]?\d+)?|\.inf|\.nan)"
    r"|0[xob][\da-f_]+)"
    r"|\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?"
    r"(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?"
)
"""What is read as something else than a text."""

ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
OF_FLOW = re.compile(r"[,\[\]{}]")
SHORT = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def scalar(lead: str, text: str, margin: str) -> Iterator[str]:
    """The lines of `lead` and a text behind it; further lines stand two columns behind `margin`.

    A text is a block, if it has several lines and libyaml reads all of its signs there.
    """
    body = text.removesuffix("\n")
    if "\n" not in text or not body.strip() or body.endswith("\n") or ESCAPED.search(text):
        yield f"{lead} {one_line(text)}"
        return
    # The spaces before an indented first line would be taken for the indentation of all.
    indent = "2" if body[0] in " \n\t" else ""
    yield f"{lead} |{indent}{'' if text.endswith(chr(10)) else '-'}"
    yield from (f"{margin}  {line}" if line else "" for line in body.split("\n"))


def one_line(text: str) -> str:
    """A text on one line, in quotes where it would be read as something else."""
    return text if _is_plain(text) or _is_day(text) else quoted(text)


def in_flow(text: str) -> str:
    """The same between braces or brackets."""
    plain = _is_day(text) or (_is_plain(text) and not OF_FLOW.search(text))
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes; what YAML may not hold is escaped."""
    return '"' + ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", text.translate(SHORT)) + '"'


def _is_day(text: str) -> bool:
    """Whether it is a day as YAML writes it; of one that no calendar has, PyYAML makes an error."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_plain(text: str) -> bool:
    cut = ": " in text or " #" in text or "\t" in text or text.endswith((":", " "))
    return bool(
        PLAIN.fullmatch(text) and not (cut or ESCAPED.search(text) or RESERVED.fullmatch(text))
    )
