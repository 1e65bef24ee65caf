"""Signatures: RE2 regular expressions over log text.

RE2 is the engine of Go, and so of most tools that run log rules; it has no lookaround and no
backreferences, and no expression makes it slow.
"""

from functools import lru_cache
from typing import Any


class BadSignature(ValueError):
    """RE2 refuses the expression; the text says why."""


@lru_cache(maxsize=4096)
def compile_signature(expr: str) -> Any:
    """The compiled expression.

    Raises:
        BadSignature: RE2 does not accept it.
    """
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(expr, options=options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        raise BadSignature(reason.decode() if isinstance(reason, bytes) else str(reason)) from None


def fires(expr: str, text: str) -> bool:
    """Whether the signature is found in `text`: in one of its lines, or across wrapped ones.

    Pasted logs arrive wrapped and indented, so the whole text is tried once more with every run
    of white space folded to one space.
    """
    search = compile_signature(expr).search
    return any(search(line) for line in text.splitlines()) or bool(search(" ".join(text.split())))
