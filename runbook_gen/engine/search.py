"""Search: signatures in a log of any size, read in blocks, in memory that does not grow.

A sieve leads, and the exact engine looks only where it lets something through. Both find the
same, but for two things: messages with more than `CONTEXT` bytes of empty lines between their
parts; and words that a terminal cut in two, which are found in the first `PASTE` bytes of a log
only, more than anybody pastes. Without a sieve, the exact engine looks at everything.
"""

from collections.abc import Callable, Iterator, Sequence

from runbook_gen.engine import plain
from runbook_gen.engine.block import Block
from runbook_gen.engine.logtext import PIECE, REACH
from runbook_gen.engine.loosened import loosened
from runbook_gen.engine.sieve import Sieve
from runbook_gen.engine.signature import Found, Signatures, compile_signature
from runbook_gen.engine.winnowing import Winnowing

PASTE = 1_000_000
LONG = 100_000  # bytes: from here on, a sieve is worth the time that making it takes
BUFFER = 1 << 18
SIGNS = len(plain.SIGNS)
"""So many of a sieve's expressions are signs: the last ones."""

Read = Callable[[memoryview], int | None]
"""Reads some bytes into a buffer, as `readinto1` does; 0 is the end."""


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
    return [*(form.expr for form in forms if form), *plain.SIGNS]


class Search:
    """Signatures to find in logs.

    `sieve` is made of their `sieve_exprs`. Where none is there yet, `make` makes one as soon as a
    log turns out to be long; it may find that there is none, too.

    Raises:
        BadSignature: RE2 does not accept one of them.
    """

    def __init__(
        self,
        exprs: Sequence[str],
        sieve: Sieve | None = None,
        make: Callable[[], Sieve | None] | None = None,
        paste: int = PASTE,
    ) -> None:
        self._exprs, self._make, self.paste = exprs, make, paste
        self._beyond: dict[int, int] = {}
        self._use(sieve)

    def _use(self, sieve: Sieve | None) -> None:
        self.sieve, self.signatures = sieve, Signatures(self._exprs, sieve)

    @property
    def count(self) -> int:
        """How many signatures there are."""
        return len(self._exprs)

    def beyond(self, which: int) -> int:
        """How many lines after those that the sieve tells may end a signature, too."""
        if which not in self._beyond:
            form = loosened(self._exprs[which])
            least = self.sieve.beyond if self.sieve else 0
            self._beyond[which] = REACH - 1 if form and form.lingers else least
        return self._beyond[which]

    def is_long(self) -> None:
        """Have a sieve from now on, if there can be one."""
        if self.sieve is None and self._make:
            make, self._make = self._make, None
            if sieve := make():
                self._use(sieve)

    def hits(self, file: str, read: Read) -> Found:
        """Each signature that is found (by its index) with the line on which it begins, once.

        Hits come as soon as their last line has been read.
        """
        winnowing = Winnowing(self)
        for block, cut_words in self._blocks(file, read):
            yield from winnowing.found(block, cut_words=cut_words)
            winnowing.forget(block.number)

    def _blocks(self, file: str, read: Read) -> Iterator[tuple[Block, bool]]:
        """Read to the end; whether words may be cut in a block, which begins with a context."""
        buffer = bytearray(BUFFER)
        view = memoryview(buffer)
        number, fresh, filled, size, ended = 1, 0, 0, 0, False
        while not ended:
            count = read(view[filled:]) or 0
            filled, ended = filled + count, not count
            cut = filled if ended else _cut(buffer, fresh, filled)
            if cut == fresh:
                continue
            block = Block(bytes(view[:cut]), fresh, file, number)
            if size >= LONG:
                self.is_long()
            yield block, size < self.paste
            size += cut - fresh
            keep = block.context()
            number = block.number_at(keep)
            buffer[: filled - keep] = view[keep:filled]
            fresh, filled = cut - keep, filled - keep


def _cut(buffer: bytearray, fresh: int, filled: int) -> int:
    """The end of the last whole line; of a very long one, the end of its last whole piece."""
    start = buffer.rfind(b"\n", fresh, filled) + 1 or fresh
    pieces = (filled - start) // PIECE
    return start + pieces * PIECE if pieces > 3 else start
