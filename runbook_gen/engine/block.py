"""Blocks: some lines of a log as bytes, and how to find the way between them."""

from collections.abc import Iterator

from runbook_gen.engine.logtext import PIECE, REACH, words
from runbook_gen.model.hit import LogLine

CONTEXT = 100_000  # bytes: how far back the lines that a line may continue are looked for


class Block:
    """Bytes that begin with a line, or with a whole number of pieces of a very long one.

    `number` is that of the first line. What stands before `fresh` was judged before.
    """

    def __init__(self, data: bytes, fresh: int, file: str, number: int) -> None:
        self.data, self.fresh, self.file, self.number = data, fresh, file, number

    def lines(self) -> Iterator[tuple[int, LogLine]]:
        """All lines, long ones in pieces, and where each begins."""
        start, number = 0, self.number
        while start < len(self.data):
            end = self._end(start)
            for piece in range(start, max(end, start + 1), PIECE):
                yield piece, self._line(piece, min(piece + PIECE, end), number)
            start, number = end + 1, number + 1

    def line(self, start: int, number: int) -> LogLine:
        """The line at `start`."""
        return self._line(start, self._end(start), number)

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

    def before(self, start: int, number: int) -> list[LogLine]:
        """The lines with words, or pieces of lines, before the one at `start`."""
        found: list[LogLine] = []
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
    """Where in a block a line begins that is known from another form of it; going forward.

    The other form has the same line ends, and between them no more than the block.
    """

    def __init__(self, block: Block, form: bytes) -> None:
        self._data, self._form = block.data, form
        self._same = form is block.data
        self._place, self._start = 0, 0  # where a line begins: in the form, in the block

    def start(self, place: int) -> int:
        """Where the line begins in which the byte at `place` in the other form stands.

        A line end counts to the line after it; behind the last, that is the end of the block.
        """
        start = self._form.rfind(b"\n", 0, place + 1) + 1
        if self._same:
            return start
        # Between two lines, the block has at least the bytes that the form has.
        near = self._start + start - self._place
        left = self._form.count(b"\n", self._place, start)
        left -= self._data.count(b"\n", self._start, near)
        self._start = self._data.rfind(b"\n", 0, near) + 1
        for _ in range(left):
            self._start = self._data.find(b"\n", self._start) + 1
        self._place = start
        return self._start
