"""Reasons: sentences that the code makes up, and that a page says in its own language."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, Self


class Reason(str):
    """A reason in English, which remembers the words and the values that it was made of.

    To everybody it is its English text. The words stand in quotes where one is made, never in an
    f-string, so that `make words` finds them; a value that is a reason is told in the same
    language, any other (a name, a number, what a tool said) as it is.
    """

    words: str
    values: dict[str, object]

    def __new__(cls, words: str, /, **values: object) -> Self:
        """The reason in English; `values` stand in `words` by their names, in braces."""
        made = super().__new__(cls, words.format(**values) if values else words)
        made.words, made.values = words, values
        return made

    @property
    def parts(self) -> list[Any]:
        """All that it is made of, as JSON can say it; what is no reason, by the text shown."""
        said = {n: v.parts if isinstance(v, Reason) else str(v) for n, v in self.values.items()}
        return [self.words, said]

    @classmethod
    def of(cls, parts: list[Any]) -> Self:
        """The reason with these parts."""
        words, said = parts
        return cls(words, **{n: v if isinstance(v, str) else cls.of(v) for n, v in said.items()})

    def told(self, say: Callable[[str], str]) -> str:
        """The reason in another language; `say` translates words."""
        said = say(self.words)
        values = {name: told(value, say) for name, value in self.values.items()}
        return said.format(**values) if values else said


def told(value: object, say: Callable[[str], str]) -> object:
    """A reason in the language of `say`; anything else as it is, such as others' plain text."""
    return value.told(say) if isinstance(value, Reason) else value


def joined(reasons: Iterable[str]) -> Reason:
    """Several reasons as one; there must be one at least."""
    return reduce(lambda one, more: Reason("{one}; {more}", one=one, more=more), map(_own, reasons))


def _own(reason: str) -> Reason:
    return reason if isinstance(reason, Reason) else Reason(reason)
