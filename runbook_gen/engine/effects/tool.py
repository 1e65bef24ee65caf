"""What a tool does, by its subcommands and options: the form of the tables.

A pattern is a subcommand, whose words may hold wildcards (`* delete-*`), and behind `…` the words
that must stand somewhere after it (`push … --force`). Patterns are separated by commas.
"""

import re
from functools import cached_property
from typing import NamedTuple

from runbook_gen.engine.invocation import Words, behind, found

ALWAYS = ""
"""The pattern that every call fits."""

TRIAL = re.compile(r"--?dry-?run(=(?!none$|false$).*)?|--help|--generate-cli-skeleton.*")
"""Words with which any tool only says what it would do."""


WILDCARD = re.compile(r"[*?\[]")


class Pattern(NamedTuple):
    """A subcommand, and words that must stand somewhere after it."""

    chain: Words
    wanted: Words
    literal: frozenset[str]
    """The words of `chain` without wildcards; a call that lacks one does not fit."""

    def telling(self, words: Words) -> Words | None:
        """The words of a call that fit the pattern, or None."""
        for said, options in behind(words, self.chain):
            telling = [word for each in self.wanted if (word := found(options, each))]
            if len(telling) == len(self.wanted):
                return (*said, *telling)
        return None


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
    def _patterns(self) -> dict[str, tuple[Pattern, ...]]:
        return {name: _patterns(text) for name, text in self._texts.items() if text is not None}

    def telling(self, effect: str, words: Words) -> Words | None:
        """The words of a call that give it this effect, or None."""
        said = {word.lower() for word in words}
        patterns = (p for p in self._patterns.get(effect, ()) if p.literal <= said)
        return next((told for p in patterns if (told := p.telling(words)) is not None), None)

    def tries(self, words: Words) -> bool:
        """Whether a call only says what it would do."""
        return any(map(TRIAL.fullmatch, words)) or self.telling("trial", words) is not None


Table = dict[str, Tool]
"""Tools by their names, which are separated by spaces."""


def _patterns(text: str) -> tuple[Pattern, ...]:
    halves = (each.partition("…") for each in text.split(","))
    return tuple(_pattern(chain.split(), rest.split()) for chain, _, rest in halves)


def _pattern(chain: list[str], wanted: list[str]) -> Pattern:
    literal = frozenset(word for word in chain if not WILDCARD.search(word))
    return Pattern(tuple(chain), tuple(wanted), literal)
