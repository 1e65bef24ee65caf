"""Sieves: where in raw bytes a signature may be, told at the speed of reading.

A sieve is made of loosened expressions and lets more through than the signatures find, never less;
the exact engine judges what it lets through. There are two with one interface: `NativeSieve` is
Hyperscan, which has wheels for most platforms; `PortableSieve` is RE2, which is always there.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

Bytes = bytes | bytearray | memoryview
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
    """What both sieves can do."""

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

    def __init__(self, exprs: Sequence[str], compiled: bytes | None = None) -> None:
        import hyperscan

        self._terminated = hyperscan.ScanTerminated
        try:
            if compiled is None:
                self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
                self._database.compile([expr.encode() for expr in exprs])
            else:
                self._database = hyperscan.loadb(compiled, hyperscan.HS_MODE_BLOCK)
                self._database.scratch = hyperscan.Scratch(self._database)
        except hyperscan.error as error:
            raise ValueError(str(error)) from None

    @staticmethod
    def version() -> str:
        """The engine's own version, and of this processor what matters to it; "" without one."""
        try:
            import hyperscan
        except ImportError:
            return ""
        any_database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        any_database.compile([b"any"])
        return repr(any_database.info())

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
    """RE2: a set tells which expressions are in a block at all, each of them then tells where.

    What overlaps is told once, by its first part; the rest of it may end some lines later.

    Raises:
        ValueError: RE2 refuses an expression, or all of them are too much for it.
    """

    beyond = 5

    def __init__(self, exprs: Sequence[str]) -> None:
        import re2

        self._exprs = exprs
        self._options = re2.Options()
        self._options.encoding = re2.Options.Encoding.LATIN1
        self._options.log_errors = False
        self._options.longest_match = True
        self._options.never_capture = True
        self._single: dict[int, Any] = {}
        for megabytes in (16, 64, 256):
            self._options.max_mem = megabytes << 20
            self._all = re2.Set.SearchSet(self._options)
            try:
                for expr in (*exprs, "a probe"):
                    self._all.Add(expr)
                self._all.Compile()
            except re2.error as error:
                raise ValueError(str(error)) from None
            # Where its memory does not suffice, RE2 finds nothing and says nothing.
            if self._all.Match(b"a probe") == [len(exprs)]:
                return
        raise ValueError("too many expressions for RE2")

    def spans(self, block: Bytes) -> list[Span]:
        """For each expression, what its matches span."""
        text = bytes(block)
        found: list[Span] = []
        for index in self._all.Match(text) or ():
            if index == len(self._exprs):
                continue
            for match in self._expression(index).finditer(text):
                found.append(Span(index, match.start(), match.end() - 1))
                if len(found) > MOST:
                    raise TooMany
        return found

    def _expression(self, index: int) -> Any:
        import re2

        if index not in self._single:
            self._single[index] = re2.compile(self._exprs[index].encode(), options=self._options)
        return self._single[index]
