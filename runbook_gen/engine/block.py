"""Blocks: some lines of a log as bytes, and how to find the way between them."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from runbook_gen.engine.logtext import PIECE, REACH, words
from runbook_gen.model.hit import LogLine

CONTEXT = 100_000  # bytes: how far back the lines that a line may continue are looked for


class Block:
    """Bytes that begin with a line, or with a whole number of pieces of a very long one.

    `number` is that of the first line. What stands before `fresh` was judged before.
    """

    def __init__(self, data: bytes, fresh: int, file: str, number: int) -> None:
        self.data, self.fresh, self.file, self.number = data, fresh, file, number
        self._counted = 0, number

    def lines(self) -> Iterator[tuple[int, LogLine]]:
        """All lines, long ones in pieces, and where each begins."""
        start, number = 0, self.number
        while start < len(self.data):
            end = self._end(start)
            for piece in range(start, max(end, start + 1), PIECE):
                yield piece, self._line(piece, min(piece + PIECE, end), number)
            start, number = end + 1, number + 1

    def number_at(self, start: int) -> int:
        """The number of the line at `start`; line ends are counted from where they last were."""
        place, number = self._counted
        if start >= place:
            number += self.data.count(b"\n", place, start)
        else:
            number -= self.data.count(b"\n", start, place)
        self._counted = start, number
        return number

    def line(self, start: int) -> LogLine:
        """The line at `start`."""
        return self._line(start, self._end(start), self.number_at(start))

    def _end(self, start: int) -> int:
        end = self.data.find(b"\n", start)
        return end if end >= 0 else len(self.data)

    def _line(self, start: int, end: int, number: int) -> LogLine:
        return LogLine(
            self.file, number, self.data[start:end].decode("utf-8", "replace").rstrip("\r")
        )

    def telling(self, start: int) -> Iterator[tuple[int, int]]:
        """The lines from `start` on that have words: where each begins and ends."""
        while start < len(self.data):
            end = self._end(start)
            if self._tells(start, end):
                yield start, end
            start = end + 1

    def before(self, start: int) -> list[LogLine]:
        """The lines with words, or pieces of lines, before the one at `start`."""
        found: list[LogLine] = []
        number = self.number_at(start)
        floor = max(start - CONTEXT, 0)
        while start > floor and len(found) < REACH - 1:
            end = start
            if self.data[end - 1] == 10:  # a line end; otherwise, `start` is inside a long line
                end, number = end - 1, number - 1
            start = self.data.rfind(b"\n", 0, end) + 1
            start += max(end - start - 1, 0) // PIECE * PIECE
            if self._tells(start, end):
                found.append(self._line(start, end, number))
        return found[::-1]

    def context(self) -> int:
        """Where the lines begin that the line after this block may continue."""
        start, left, floor = len(self.data), REACH - 1, max(len(self.data) - CONTEXT, 0)
        while start > floor and left:
            end = start - (self.data[start - 1] == 10)
            start = self.data.rfind(b"\n", 0, end) + 1
            start += max(end - start - 1, 0) // PIECE * PIECE
            left -= self._tells(start, end)
        return start

    def _tells(self, start: int, end: int) -> bool:
        """Whether there are words between two places; most lines show that in their first bytes."""
        if self.data[start : start + 1].isalpha() and end > start:
            return True
        return bool(words(self.data[start:end].decode("utf-8", "replace")))


class LineFinder:
    """Where in a block a line begins that is known from the block itself; going forward.

    A line end counts to the line after it; behind the last, that is the end of the block.
    """

    def __init__(self, data: bytes) -> None:
        self.form = data

    def start(self, place: int) -> int:
        """Where the line begins in which the byte at `place` in the form stands."""
        return self.form.rfind(b"\n", 0, place + 1) + 1


class CutForm(LineFinder):
    """The same, known from a form without some parts: every second one of the block's."""

    def __init__(self, parts: list[bytes]) -> None:
        super().__init__(b"".join(parts[::2]))
        self._parts = parts

    @cached_property
    def _ends(self) -> list[int]:
        """Where each part that was kept ends in the form."""
        return [*accumulate(map(len, self._parts[::2]))]

    @cached_property
    def _cut(self) -> list[int]:
        """How much was cut out before each part that was kept."""
        return [*accumulate(map(len, self._parts[1::2]), initial=0)]

    def start(self, place: int) -> int:
        """See `LineFinder`."""
        start = super().start(place)
        return start and start + self._cut[bisect_right(self._ends, start - 1)]


class OtherForm(LineFinder):
    """The same, known from any form with the same line ends, and no more between them."""

    def __init__(self, block: Block, form: bytes) -> None:
        super().__init__(form)
        self._data = block.data
        self._place, self._start = 0, 0  # where a line begins: in the form, in the block

    def start(self, place: int) -> int:
        """See `LineFinder`."""
        start = super().start(place)
        # Between two lines, the block has at least the bytes that the form has.
        near = self._start + start - self._place
        left = self.form.count(b"\n", self._place, start)
        left -= self._data.count(b"\n", self._start, near)
        self._start = self._data.rfind(b"\n", 0, near) + 1
        for _ in range(left):
            self._start = self._data.find(b"\n", self._start) + 1
        self._place = start
        return self._start
