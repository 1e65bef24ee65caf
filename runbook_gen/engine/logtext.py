"""Log text as people paste it: frames taken off, escapes undone, wrapped lines joined.

A log line reaches us through terminals, chats, tickets, CI and Kubernetes events. What each of
them puts around the words is taken off here, so that a signature is written for the words alone.
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from runbook_gen.model.hit import LogLine

REACH = 6  # lines: how far a wrapped message is followed
LONGEST = 20_000  # characters: what of a line is looked at
PIECE = 16_000  # bytes: a longer line is read as several of this length, so none of it is missed

ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]{0,1000}(?:\x07|\x1b\\)?|\x1b[@-_]")
# What stands before the words: quotes, boxes, table cells, prefixes of log collectors, times.
FRAME = re.compile(
    r"[ \t]*(?:"
    r"(?:&gt;|[>│┃║|╷╵╭╰┌└├])[ \t]?"
    r"|\[pod/[\w./-]{1,200}\](?:[ \t]|$)"
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?(?:[ \t]|$)"
    r"|(?:stdout|stderr) [FP](?:[ \t]|$)"
    r"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,100} [\w.@-]{1,100}\[\d{1,9}\]:(?:[ \t]|$)"
    r"|[A-Za-z][\w.-]{0,100}-\d{1,3}[ \t]+\|(?:[ \t]|$)"
    r"|##\[(?:error|warning|debug|group|command|section)\]"
    r")"
)
BEHIND = re.compile(r"(?:(?<![ \t])[ \t]++)?+[│┃║|][ \t]*+$")
ESCAPE = re.compile(r"(?<!\\)\\++(?:([\"'/`])|([nrt])|u([0-9a-fA-F]{4}))")
SURROGATE = re.compile("[\ud800-\udfff]")


class View(NamedTuple):
    """Words that a signature is tried on, and the lines that they come from.

    `starts` holds, for each line, where its words begin in `text`.
    """

    text: str
    lines: tuple[LogLine, ...]
    starts: tuple[int, ...]

    def line_at(self, position: int) -> LogLine:
        """The line in which the character at `position` stands."""
        return self.lines[bisect_right(self.starts, position) - 1]


def words(line: str) -> str:
    """The words of a pasted line: colours, frames and the end of the line taken off."""
    text = line[:LONGEST]
    text = (ANSI.sub("", text) if "\x1b" in text else text).strip()
    framed = False
    while match := FRAME.match(text):
        framed |= text[: match.end()].strip()[-1:] in "│┃║|"
        text = text[match.end() :].lstrip()
    return (BEHIND.sub("", text) if framed else text).strip()


def unescaped(text: str) -> str:
    """`text` without the escapes of JSON and shells: quotes bare, line ends and tabs as spaces."""
    bare = ESCAPE.sub(_meaning, text)
    if SURROGATE.search(bare):  # JSON writes what is beyond 16 bits as two halves
        return bare.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return bare


def _meaning(match: re.Match[str]) -> str:
    quote, space, code = match.groups()
    return quote or (" " if space else chr(int(code, 16)))


def views(lines: Iterable[LogLine], before: Iterable[LogLine] = ()) -> Iterator[View]:
    """Everything to try signatures on, as lines come: each alone, then joined with those before.

    A wrapped message is joined in two ways: with a space, as editors and chats wrap between
    words, and without one, as terminals cut them. The lines `before` are only joined to.
    """
    earlier = [(line, said) for line in before if (said := words(line.text))]
    window = deque(earlier, maxlen=REACH - 1)
    for line in lines:
        said = words(line.text)
        if not said:
            continue
        if window and window[-1][0].file != line.file:
            window.clear()
        yield View(said, (line,), (0,))
        if "\\" in said and (bare := unescaped(said)) != said:
            yield View(bare, (line,), (0,))
        if window:
            parts = [*window, (line, said)]
            for glue in (" ", ""):
                yield _joined(parts, glue)
        window.append((line, said))


def _joined(parts: list[tuple[LogLine, str]], glue: str) -> View:
    starts, position = [], 0
    for _, said in parts:
        starts.append(position)
        position += len(said) + len(glue)
    text = glue.join(said for _, said in parts)
    return View(text, tuple(line for line, _ in parts), tuple(starts))
