"""Sieves: where in raw bytes a signature may be, told at the speed of reading.

A sieve is made of loosened expressions and lets more through than the signatures find, never less;
the exact engine judges what it lets through. There are two with one interface: `NativeSieve` is
Hyperscan, which has wheels for most platforms; `PortableSieve` is RE2, which is always there.
"""

from collections.abc import Sequence
from itertools import islice
from time import perf_counter
from typing import Any, NamedTuple, Protocol

Bytes = bytes | bytearray | memoryview
WORTH_TIMING, TIMED = 50_000, 6  # bytes of a block, and how many such blocks
PROBE = "a text that no log has"
MOST = 2_000
"""Spans in one block. Where there are more, the exact engine had better judge all of it."""


class Span(NamedTuple):
    """Where a signature (by its index) may end: at a byte from `first` to `last`."""

    which: int
    first: int
    last: int


class TooMany(Exception):
    """There are so many spans in a block that a sieve is of no use."""


class Sieve(Protocol):
    """What both sieves can do.

    The last expressions that one is made of may be `signs`: it tells only whether they are there.
    """

    beyond: int
    """How many lines after a span's last one must be looked at, too."""

    def spans(self, block: Bytes) -> list[Span]:
        """Where in a block the expressions may be found, in no order.

        Raises:
            TooMany: there are more than `MOST`.
        """


class NativeSieve:
    """Hyperscan: it tells every end of everything that it finds.

    `compiled` is what another one, of the same expressions, gave as such.

    Raises:
        ImportError: it is not installed.
        ValueError: it refuses an expression, or what is `compiled` is not of this engine.
    """

    beyond = 0

    def __init__(self, exprs: Sequence[str], compiled: bytes | None = None, signs: int = 0) -> None:
        import hyperscan

        self._terminated = hyperscan.ScanTerminated
        try:
            if compiled is None:
                self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
                once = hyperscan.HS_FLAG_SINGLEMATCH
                flags = [0] * (len(exprs) - signs) + [once] * signs
                self._database.compile([expr.encode() for expr in exprs], flags=flags)
            else:
                self._database = hyperscan.loadb(compiled, hyperscan.HS_MODE_BLOCK)
                self._database.scratch = hyperscan.Scratch(self._database)
        except hyperscan.error as error:
            raise ValueError(str(error)) from None

    @staticmethod
    def version() -> str:
        """The engine's version, or "" where it is not installed.

        What was compiled for another processor is refused when it is loaded.
        """
        try:
            from hyperscan import _version
        except ImportError:
            return ""
        return str(_version.__version__)

    @property
    def compiled(self) -> bytes:
        """What makes the same sieve again in no time."""
        import hyperscan

        return hyperscan.dumpb(self._database)

    def spans(self, block: Bytes) -> list[Span]:
        """Every end, as a span of one byte."""
        found: list[tuple[int, int]] = []

        def keep(index: int, _start: int, end: int, _flags: int, _context: object) -> bool:
            found.append((index, end))
            return len(found) > MOST

        try:
            self._database.scan(bytes(block), keep)
        except self._terminated:
            raise TooMany from None
        return [Span(index, end - 1, end - 1) for index, end in found]


class PortableSieve:
    """RE2, which has two ways to tell which expressions are in a block; those then tell where.

    A set tries all at once, and is fast until the states that it meets no longer fit into its
    memory; a filter looks for words that the expressions need, and is fast where those are rare.
    Which is faster depends on the expressions and the log, so both are timed on its first blocks.

    What overlaps is told once, by its first part; the rest of it may end some lines later.

    Raises:
        ValueError: RE2 refuses an expression, or all of them are too much for it.
    """

    beyond = 5

    def __init__(self, exprs: Sequence[str], signs: int = 0) -> None:
        import re2

        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.log_errors = False
        options.longest_match = True
        options.never_capture = True
        self._count, self._signs = len(exprs), len(exprs) - signs
        self._filter: Any = re2.Filter()
        together: Any = re2.Set.SearchSet(options)
        self._ways = [self._filter.Match]
        try:
            for expr in (*exprs, PROBE):
                self._filter.Add(expr.encode(), options)
                together.Add(expr)
            self._filter.Compile()
            together.Compile()
            self._ways.append(together.Match)
        except re2.error as error:
            if not self._filter.Match(PROBE.encode()):
                raise ValueError(str(error)) from None
        # Where its memory does not suffice, RE2 finds nothing and says nothing.
        self._ways = [way for way in self._ways if self._count in (way(PROBE.encode()) or ())]
        if not self._ways:
            raise ValueError("too many expressions for RE2")
        self._spent: list[list[float]] = [[] for _ in self._ways]

    def spans(self, block: Bytes) -> list[Span]:
        """For each expression, what its matches span."""
        text = bytes(block)
        found: list[Span] = []
        for index in self._present(text):
            if index < self._count:
                most = None if index < self._signs else 1
                for match in islice(self._filter.re(index).finditer(text), most):
                    found.append(Span(index, match.start(), match.end() - 1))
                    if len(found) > MOST:
                        raise TooMany
        return found

    def _present(self, text: bytes) -> Sequence[int]:
        """The expressions that are found in a text, in the way that has been the faster one."""
        if len(text) < WORTH_TIMING or len(self._ways) == 1:
            return self._ways[-1](text) or ()
        found: Sequence[int] = ()
        for way, spent in zip(self._ways, self._spent, strict=True):
            start = perf_counter()
            found = way(text) or ()
            spent.append(perf_counter() - start)
        if len(self._spent[0]) == TIMED:  # the first ones are slow in any case
            fastest = min(range(len(self._ways)), key=lambda n: sum(self._spent[n][TIMED // 2 :]))
            self._ways, self._spent = [self._ways[fastest]], [[]]
        return found
