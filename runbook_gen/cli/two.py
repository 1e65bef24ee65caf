"""Work for two processors, light enough for a command that lasts a fifth of a second.

The standard library's pools take a tenth of that to import. Here a forked process sends bytes.
"""

import os
import sys
from collections.abc import Callable

TYPE_CHECKING = False  # see `verdict`
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def possible() -> bool:
    """Whether a second process helps, and can be forked safely."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def beside(work: Callable[[], bytes], other: "Callable[[], T]") -> "tuple[T, bytes]":
    """What came of `other`, and what of `work` in a process of its own.

    Nothing came of the work if it failed there: whoever does it again here learns why.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reader)
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(work())
        finally:
            os._exit(0)
    os.close(writer)
    try:
        mine = other()
    finally:
        with os.fdopen(reader, "rb") as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
    return mine, told
