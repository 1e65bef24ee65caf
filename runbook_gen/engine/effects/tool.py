"""What a tool does, by its subcommands and options: the form of the tables.

A pattern is a subcommand, whose words may hold wildcards (`* delete-*`), and behind `…` the words
that must stand somewhere after it (`push … --force`). Patterns are separated by commas.
"""

import re
from functools import cached_property
from typing import NamedTuple

from runbook_gen.engine.invocation import Words, ahead, behind, found

ALWAYS = ""
"""The pattern that every call fits."""

TRIAL = re.compile(r"--?dry-?run(=(?!none$|false$).*)?|--help|--generate-cli-skeleton.*")
"""Words with which any tool only says what it would do."""

WILD = re.compile(r"[*?\[]")


class Pattern(NamedTuple):
    """A subcommand, and words that must stand somewhere after it."""

    chain: Words
    wanted: Words

    @property
    def head(self) -> str:
        """The first word of the subcommand; "" where any call may have it."""
        first = "".join(self.chain[:1])
        return "" if WILD.search(first) else first

    def telling(self, words: Words) -> Words | None:
        """The words of a call that fit the pattern, or None."""
        for said, options in behind(words, self.chain):
            telling = [word for each in self.wanted if (word := found(options, each))]
            if len(telling) == len(self.wanted):
                return (*said, *telling)
        return None


class Patterns:
    """Patterns in their order, found by the word that a call begins with: most fit no call."""

    def __init__(self, text: str) -> None:
        halves = (each.partition("…") for each in text.split(","))
        self._all = [Pattern(tuple(a.split()), tuple(b.split())) for a, _, b in halves]
        heads = {each.head for each in self._all}
        self._by_head = {
            head: [each for each in self._all if each.head in ("", head)] for head in heads | {""}
        }

    def for_call(self, words: Words) -> list[Pattern]:
        """Those that a call may fit; none other does."""
        heads = {words[index].lower() for index in ahead(words)} & self._by_head.keys() - {""}
        return self._all if len(heads) > 1 else self._by_head[heads.pop() if heads else ""]


class Tool:
    """A tool's subcommands, classed. What is in none of the classes gets no verdict."""

    def __init__(
        self,
        *,
        destroys: str | None = None,
        changes: str | None = None,
        reads: str | None = None,
        trial: str | None = None,
    ) -> None:
        """Patterns by what they do; `trial` are those with which nothing is done after all."""
        self._texts = {"destroys": destroys, "changes": changes, "reads": reads, "trial": trial}

    @cached_property
    def _patterns(self) -> dict[str, "Patterns"]:
        return {name: Patterns(text) for name, text in self._texts.items() if text is not None}

    def telling(self, effect: str, words: Words) -> Words | None:
        """The words of a call that give it this effect, or None."""
        patterns = self._patterns.get(effect)
        fits = (each.telling(words) for each in patterns.for_call(words)) if patterns else ()
        return next((words for words in fits if words is not None), None)

    def tries(self, words: Words) -> bool:
        """Whether a call only says what it would do."""
        return any(map(TRIAL.fullmatch, words)) or self.telling("trial", words) is not None


Table = dict[str, Tool]
"""Tools by their names, which are separated by spaces."""
