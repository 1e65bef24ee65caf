"""Lettering in SVG: how wide words come out, where their lines break, and the element itself.

SVG does not wrap text, and at build nobody can measure it. So widths are estimated, a little on
the wide side: a label may break early, but never leaves its box.
"""

import unicodedata
from bisect import bisect_right
from html import escape
from itertools import accumulate, count


class _Widths(dict[str, float]):
    """The width of each character in em; one that is asked for first is measured then."""

    def __missing__(self, char: str) -> float:
        if char.isascii():
            width = 0.76 if char.isupper() else 0.66
        else:
            width = 0.88 if unicodedata.east_asian_width(char) in "WF" else 1.0
        return self.setdefault(char, width)


# Of Pretendard's bolder cuts; what it does not have is taken for as wide as its widest.
_WIDTHS = _Widths(
    {
        **dict.fromkeys(" ", 0.26),
        **dict.fromkeys("ijlI.,:;'!|·", 0.36),
        **dict.fromkeys('ftr/\\"()[]{}`-1', 0.46),
        **dict.fromkeys("csxyzakv", 0.565),
        **dict.fromkeys("euohnpqgbd", 0.615),
        **dict.fromkeys("mwMW@%&→…", 1.0),
    }
)


def em(text: str, start: float = 0) -> float:
    """The width of `text`, in em of its font; `start` is that of what stands before it."""
    return sum(map(_WIDTHS.__getitem__, text), start)


def wrap(text: str, width: float) -> list[str]:
    """`text` in lines of at most `width` em; only a word that is longer than a line is cut."""
    width = max(width, 1)  # at least a letter, or it would never end
    lines: list[str] = []
    line, end = "", 0.0
    for word in text.replace("`", "").split():
        more = f" {word}" if line else word
        if (tried := em(more, end)) <= width:
            line, end = line + more, tried
            continue
        if line:
            lines.append(line)
        while em(word) > width:
            cut = _cut(word, width)
            lines.append(word[:cut])
            word = word[cut:]
        line, end = word, em(word)
    return [*lines, line] if line or not lines else lines


def _cut(word: str, width: float) -> int:
    """How much of a long word goes on this line: up to its last hyphen, if it has one."""
    fits = next(n for n in count(1) if em(word[: n + 1]) > width)
    hyphen = word.rfind("-", 1, fits) + 1
    return hyphen or fits


def shortened(text: str, width: float) -> str:
    """`text` on one line of at most `width` em, with an ellipsis where more would follow."""
    text = " ".join(text.replace("`", "").split())
    if em(text) <= width:
        return text
    ends = list(accumulate(map(_WIDTHS.__getitem__, text)))
    return text[: bisect_right(ends, width - 1)].rstrip() + "…"


def lettered(lines: list[str], x: float, y: float, step: float, kind: str = "") -> str:
    """A text element: `lines` from the baseline `y` down, `step` px apart."""
    spans = (
        f'<tspan x="{x:g}" y="{y + step * index:g}">{escape(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    name = f' class="{kind}"' if kind else ""
    return f"<text{name}>{''.join(spans)}</text>"
