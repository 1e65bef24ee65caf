"""Where in a YAML file each character of a scalar's text is written.

YAML indents and folds a text, which touches white space alone: all other characters are written in
the order in which they are meant. Only an escape in quotes is written otherwise.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile


class ScalarText:
    """The text of a scalar that begins, behind its sign, at a line and column (from 1) of `lines`.

    A block begins at the line below its sign.
    """

    def __init__(self, text: str, lines: Sequence[str], line: int, column: int) -> None:
        self._begin = line, column
        self._text = text
        self._starts = [0, *accumulate(len(said) + 1 for said in text.split("\n"))]
        self._solid = [n for n, character in enumerate(text) if not character.isspace()]
        written = _solid(lines, line, column)
        pairs = zip((text[n] for n in self._solid), written, strict=False)
        self._places = [at for _, (_, *at) in takewhile(lambda p: p[0] == p[1][0], pairs)]

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Where in the file a line and column of the text stand.

        That is where the text begins, if it is not known.
        """
        offset = self._starts[min(line, len(self._starts)) - 1] + column - 1
        after = bisect_left(self._solid, offset)
        if self._solid[after : after + 1] == [offset] or not after:
            known = self._places[after : after + 1]
            return (known[0][0], known[0][1]) if known else self._begin
        if after > len(self._places):
            return self._begin
        last = self._solid[after - 1]
        gap = 1 if "\n" in self._text[last:offset] else offset - last
        return self._places[after - 1][0], self._places[after - 1][1] + gap


def _solid(lines: Sequence[str], line: int, column: int) -> Iterator[tuple[str, int, int]]:
    """What is no white space from a place on, with its line and column."""
    for number in range(line, len(lines) + 1):
        for at, character in enumerate(lines[number - 1], 1):
            if not character.isspace() and (number > line or at >= column):
                yield character, number, at
