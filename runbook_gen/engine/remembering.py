"""Texts that follow from what they are made of, and need not be made a second time.

A room that makes many asks for each by a key that tells all that the text rests on, but for the
code. The roof may remember texts from run to run; without it, each is made, and no key told.
"""

from collections.abc import Callable

Key = Callable[[], str]
Remember = Callable[[Key, Callable[[], str]], str]
"""Gives the text of a key: as it was made before, or by making it."""


def anew(key: Key, make: Callable[[], str]) -> str:
    """Remember nothing."""
    del key
    return make()
