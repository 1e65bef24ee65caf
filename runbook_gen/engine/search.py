"""Search: signatures in a log of any size, read in blocks, in memory that does not grow.

What people paste goes through the exact engine whole: the first `PASTE` bytes of every log. In
what is longer, a sieve leads, and the exact engine looks only where it lets something through.
Both find the same, but for two things that no sieve sees: words that a terminal cut in two, and
messages with more than `CONTEXT` bytes of empty lines between their parts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from runbook_gen.engine import plain
from runbook_gen.engine.block import Block, LineFinder
from runbook_gen.engine.logtext import PIECE, REACH, views
from runbook_gen.engine.loosened import loosened
from runbook_gen.engine.sieve import Sieve, Span, TooMany
from runbook_gen.engine.signature import Signatures, compile_signature
from runbook_gen.model.hit import LogLine

PASTE = 4_000_000
BUFFER = 1 << 18
SPARSE = 1_300  # bytes: where a line is let through more often, the exact engine judges them all

Read = Callable[[memoryview], int | None]
"""Reads some bytes into a buffer, as `readinto1` does; 0 is the end."""
Found = Iterator[tuple[int, LogLine]]
Wanted = dict[int, dict[int, None]]
"""The signatures to try on each line, by where the line begins."""


def sieve_exprs(exprs: Sequence[str]) -> list[str] | None:
    """The expressions of a sieve for signatures; None where one of them has no loosened form.

    Raises:
        BadSignature: RE2 does not accept one of them.
    """
    for expr in exprs:
        compile_signature(expr)
    forms = [loosened(expr) for expr in exprs]
    if not forms or None in forms:
        return None
    return [*(form.expr for form in forms if form), plain.MARKS, plain.ESCAPES]


class Search:
    """Signatures to find in logs; `sieve` is made of their `sieve_exprs`.

    Raises:
        BadSignature: RE2 does not accept one of them.
    """

    def __init__(self, exprs: Sequence[str], sieve: Sieve | None, paste: int = PASTE) -> None:
        self.signatures, self.sieve, self.paste = Signatures(exprs, sieve), sieve, paste
        least = sieve.beyond if sieve else 0
        forms = (loosened(expr) for expr in exprs)
        self.beyond = [REACH - 1 if form and form.lingers else least for form in forms]
        """For each signature, how many lines after those that a sieve tells may end it, too."""

    def hits(self, file: str, read: Read) -> Found:
        """Each signature that is found (by its index) with the line on which it begins, once.

        Hits come as soon as their last line has been read.
        """
        told: set[tuple[int, int]] = set()
        for block, found in self._blocks(file, read):
            for index, line in found:
                if (index, line.number) not in told:
                    told.add((index, line.number))
                    yield index, line
            if told:
                told = {each for each in told if each[1] >= block.number}

    def _blocks(self, file: str, read: Read) -> Iterator[tuple[Block, Found]]:
        """Read to the end; each block begins with the lines that its fresh ones may continue."""
        buffer = bytearray(BUFFER)
        view = memoryview(buffer)
        number, fresh, filled, size, ended = 1, 0, 0, 0, False
        judge = _Judge(self)
        while not ended:
            count = read(view[filled:]) or 0
            filled, ended = filled + count, not count
            cut = filled if ended else _cut(buffer, fresh, filled)
            if cut == fresh:
                continue
            block = Block(bytes(view[:cut]), fresh, file, number)
            yield block, judge.judged(block, exactly=size < self.paste)
            size += cut - fresh
            keep = block.context()
            number += block.data.count(b"\n", 0, keep)
            buffer[: filled - keep] = view[keep:filled]
            fresh, filled = cut - keep, filled - keep


def _cut(buffer: bytearray, fresh: int, filled: int) -> int:
    """The end of the last whole line; of a very long one, the end of its last whole piece."""
    start = buffer.rfind(b"\n", fresh, filled) + 1 or fresh
    pieces = (filled - start) // PIECE
    return start + pieces * PIECE if pieces > 3 else start


class _Judge:
    """Judges the blocks of one log, in order."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._pending: dict[int, int] = {}  # signatures to try on so many more lines
        self._was_exact = False

    def judged(self, block: Block, *, exactly: bool) -> Found:
        """What is found in the fresh lines of a block."""
        sieve = self._search.sieve
        if not exactly and sieve:
            try:
                wanted = self._wanted(sieve, block)
            except TooMany:
                pass
            else:
                if self._was_exact:  # what the lines before began may go on here
                    yield from self._exactly(block, REACH - 1)
                    self._was_exact = False
                yield from self._these(block, wanted)
                return
        yield from self._exactly(block, None)
        self._was_exact = True
        self._pending = {}

    def _exactly(self, block: Block, most: int | None) -> Found:
        """What is found in the fresh lines, or in the first of them, by all signatures."""
        lines = list(block.lines())
        before = [line for start, line in lines if start < block.fresh]
        fresh = (line for start, line in lines if start >= block.fresh)
        return self._search.signatures.all_in(views(islice(fresh, most), before))

    def _these(self, block: Block, wanted: Wanted) -> Found:
        number, counted = block.number, 0
        for start in sorted(wanted):
            number += block.data.count(b"\n", counted, start)
            counted = start
            said = views([block.line(start, number)], block.before(start, number))
            yield from self._search.signatures.these_in(wanted[start], said)

    def _wanted(self, sieve: Sieve, block: Block) -> Wanted:
        """What the sieve lets through.

        Raises:
            TooMany: it is so much that trying all signatures on every line is no more work.
        """
        wanted: Wanted = defaultdict(dict)
        pending: dict[int, int] = {}
        for which, start, lines in (*self._begun(block), *self._let_through(sieve, block)):
            left = _want(wanted, block, which, start, lines)
            if left:
                pending[which] = max(left, pending.get(which, 0))
        if len(wanted) * SPARSE > len(block.data):
            raise TooMany
        self._pending = pending
        return wanted

    def _begun(self, block: Block) -> list[tuple[int, int, int]]:
        """What the block before left to be tried on the first lines of this one."""
        return [(which, block.fresh, lines) for which, lines in self._pending.items()]

    def _let_through(self, sieve: Sieve, block: Block) -> Iterator[tuple[int, int, int]]:
        """Each signature that may be in the block, where its line begins, and on how many lines."""
        beyond = self._search.beyond
        for form, spans in _forms(sieve, block.data, len(beyond)):
            finder = LineFinder(block, form)
            for which, first, last in sorted(spans, key=lambda span: span.first):
                start = finder.start(first)
                if start < len(block.data):
                    inside = form.count(b"\n", first + 1, last + 1)
                    yield which, start, 1 + inside + beyond[which]


def _want(wanted: Wanted, block: Block, which: int, start: int, lines: int) -> int:
    """Try a signature on some lines from `start` on; how many are left for the next block.

    Raises:
        TooMany: one of the lines is very long.
    """
    for begin, end in block.telling(start):
        if end - begin > PIECE:
            raise TooMany
        if begin >= block.fresh:
            wanted[begin][which] = None
        lines -= 1
        if not lines:
            return 0
    return lines


def _forms(sieve: Sieve, data: bytes, count: int) -> Iterator[tuple[bytes, list[Span]]]:
    """The forms of a block to search, and where in them the first `count` expressions are."""
    marks, escapes = count, count + 1
    data = plain.without_colours(data)
    spans = sieve.spans(data)
    signs = {span.which for span in spans if span.which >= count}
    if marks in signs:
        data = plain.without_marks(data)
        spans = sieve.spans(data)
    yield data, [span for span in spans if span.which < count]
    if escapes in signs:
        data = plain.unescaped(data)
        yield data, [span for span in sieve.spans(data) if span.which < count]
