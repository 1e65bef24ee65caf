"""Winnowing: which signatures are found in a block, by a sieve first and exactly then."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Protocol

from runbook_gen.engine import plain
from runbook_gen.engine.block import Block, CutForm, LineFinder, OtherForm
from runbook_gen.engine.logtext import PIECE, REACH, views, words
from runbook_gen.engine.sieve import Sieve, Span, TooMany
from runbook_gen.engine.signature import Found, Signatures, Told

SPARSE = 1_300  # bytes: where a line is let through more often, the exact engine judges them all
Wanted = dict[int, dict[int, None]]
"""The signatures to try on each line, by where the line begins."""


class Sought(Protocol):
    """What is looked for; a sieve may come in the middle of a log."""

    sieve: Sieve | None
    signatures: Signatures

    @property
    def count(self) -> int:
        """How many signatures there are."""
        ...

    def beyond(self, which: int) -> int:
        """How many lines after those that the sieve tells may end a signature, too."""
        ...


class Winnowing:
    """What is found in the blocks of one log, in order."""

    def __init__(self, search: Sought) -> None:
        self._search = search
        self._pending: dict[int, int] = {}  # signatures to try on so many more lines
        self._was_exact = False
        self._told: Told = set()

    def forget(self, number: int) -> None:
        """Forget what was told of lines before that one: none of them comes again."""
        self._told = {told for told in self._told if told[2] >= number}

    def found(self, block: Block, *, cut_words: bool) -> Found:
        """What is found in the fresh lines of a block; where asked for, in words cut in two."""
        sieve = self._search.sieve
        if sieve:
            try:
                wanted = self._wanted(sieve, block, cut_words=cut_words)
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
        last = len(block.data)
        if most:
            last = max((start for start, _ in islice(block.telling(block.fresh), most)), default=-1)
        fresh = (line for start, line in lines if block.fresh <= start <= last)
        return self._search.signatures.all_in(views(fresh, before), self._told)

    def _these(self, block: Block, wanted: Wanted) -> Found:
        for start in sorted(wanted):
            said = views([block.line(start)], block.before(start))
            yield from self._search.signatures.these_in(sorted(wanted[start]), said, self._told)

    def _wanted(self, sieve: Sieve, block: Block, *, cut_words: bool) -> Wanted:
        """What the sieve lets through.

        Raises:
            TooMany: it is so much that trying all signatures on every line is no more work.
        """
        wanted: Wanted = defaultdict(dict)
        pending: dict[int, int] = {}
        places = [*self._begun(block), *self._let_through(sieve, block)]
        if cut_words:
            places += self._across_cuts(sieve, block)
        for which, start, lines in places:
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
        for finder, spans in _forms(sieve, block, self._search.count):
            for which, first, last in sorted(spans, key=lambda span: span.first):
                start = finder.start(first)
                if start < len(block.data):
                    inside = finder.form.count(b"\n", first + 1, last + 1)
                    yield which, start, 1 + inside + self._search.beyond(which)

    def _across_cuts(self, sieve: Sieve, block: Block) -> Iterator[tuple[int, int, int]]:
        """The same, where the words of all lines are taken for one."""
        said = [(start, text) for start, line in block.lines() if (text := words(line.text))]
        parts = [text.encode() for _, text in said]
        ends = list(accumulate(map(len, parts)))
        for which, first, last in sieve.spans(b"".join(parts)):
            if which < self._search.count:
                line, inside = bisect_right(ends, first), bisect_right(ends, last)
                lines = 1 + inside - line + self._search.beyond(which)
                yield which, said[line][0], lines


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


def _forms(sieve: Sieve, block: Block, count: int) -> Iterator[tuple[LineFinder, list[Span]]]:
    """The forms of a block to search, and where in them the first `count` expressions are."""
    marks, escapes = count, count + 1
    parts = plain.colours(block.data)
    finder = CutForm(parts) if parts else LineFinder(block.data)
    spans = sieve.spans(finder.form)
    signs = {span.which for span in spans if span.which >= count}
    if marks in signs and (bare := plain.without_marks(finder.form)) != finder.form:
        finder = OtherForm(block, bare)
        spans = sieve.spans(bare)
    yield finder, [span for span in spans if span.which < count]
    if escapes in signs:
        finder = OtherForm(block, plain.unescaped(finder.form))
        yield finder, [span for span in sieve.spans(finder.form) if span.which < count]
