"""What changed between two versions of a text, word by word."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

WORD = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
"""A word, a sign, or white space; a character where words are written without spaces."""

MOST = 1_000_000
"""Words before times words after: what is larger is told as replaced whole."""

SHORT = 60


class Run(NamedTuple):
    """Words that stayed, went or came."""

    kind: Literal["same", "old", "new"]
    text: str


def changed_words(before: str, after: str) -> list[Run]:
    """The words of both texts in order: what stayed, what went, what came in its place."""
    from difflib import SequenceMatcher

    old, new = WORD.findall(before), WORD.findall(after)
    head, tail = _common(old, new)
    within, into = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = [Run("same", "".join(old[:head]))]
    if len(within) * len(into) > MOST:
        runs += (Run("old", "".join(within)), Run("new", "".join(into)))
    else:
        for what, i, j, k, m in SequenceMatcher(None, within, into, autojunk=False).get_opcodes():
            if what == "equal":
                runs.append(Run("same", "".join(within[i:j])))
            else:
                runs += (Run("old", "".join(within[i:j])), Run("new", "".join(into[k:m])))
    runs.append(Run("same", "".join(old[len(old) - tail :])))
    return list(_joined([run for run in runs if run.text]))


def summary(before: str, after: str) -> str:
    """What changed in a text, in half a line."""
    old, new = WORD.findall(before), WORD.findall(after)
    head, tail = _common(old, new)
    went, came = (_short("".join(w[head : len(w) - tail])) for w in (old, new))
    if not went or not came:
        return f"'{came}' was added" if came else f"'{went}' was removed"
    return f"'{went}' became '{came}'"


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= SHORT else told[: SHORT - 1].rstrip() + "…"


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the rest both end with."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    most -= head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return head, tail


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    """Runs, where words that went one after the other are told together: so are those that came."""
    old = new = ""
    for number, (kind, text) in enumerate(runs):
        last = number + 1 == len(runs)
        if kind == "same" and (not text.isspace() or last or not (old or new)):
            yield from (Run("old", old),) if old else ()
            yield from (Run("new", new),) if new else ()
            yield Run("same", text)
            old = new = ""
        else:
            old += text if kind != "new" else ""
            new += text if kind != "old" else ""
    yield from (Run("old", old),) if old else ()
    yield from (Run("new", new),) if new else ()
