"""Invocations: which tool a command calls, its subcommand, and the options that follow.

Which options of a tool take a value is not known here. So a word behind an option is read both
ways, as its value and as the subcommand: `-n prod delete` and `--force delete` both say `delete`.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

Words = tuple[str, ...]

ASSIGNMENT = re.compile(r"\w+=")
FAR = 40  # No subcommand stands behind more words than this.


def tool_name(word: str) -> str:
    r"""The tool that a command's first word calls.

    `/sbin/mkfs.ext4` is `mkfs`, and the backslash of `\rm` only skips an alias.
    """
    return word.removeprefix("\\").rpartition("/")[2].partition(".")[0]


def ahead(words: Words, own: int = 0) -> Iterator[int]:
    """Where in `words` a subcommand may stand: behind options, and `own` other words at most."""
    value = False
    for index, word in enumerate(words[:FAR]):
        if word.startswith("-") or ASSIGNMENT.match(word):
            value = word.startswith("-") and "=" not in word
            continue
        yield index
        if not value and own == 0:
            return
        own -= not value
        value = False


def behind(words: Words, chain: Words) -> Iterator[tuple[Words, Words]]:
    """The words that say the subcommand `chain`, and what follows; for each way to read it.

    The parts of `chain` may hold wildcards, such as `delete-*`.
    """
    if not chain:
        yield (), words
        return
    for index in ahead(words):
        if fnmatchcase(words[index].lower(), chain[0]):
            for said, rest in behind(words[index + 1 :], chain[1:]):
                yield (words[index], *said), rest


def found(words: Words, wanted: str) -> str | None:
    """The first of `words` that is `wanted`: alone, with a value, or among other short options."""
    short = re.fullmatch(r"-([A-Za-z])", wanted)
    several = re.compile(rf"-[A-Za-z]*{short[1]}[A-Za-z]*") if short else None
    for word in words:
        valued = word.startswith(f"{wanted}=") and word != f"{wanted}=false"
        if valued or fnmatchcase(word, wanted) or (several and several.fullmatch(word)):
            return word
    return None
