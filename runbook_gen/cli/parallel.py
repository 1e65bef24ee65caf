"""The same work for each of several things, at once where that pays.

The processes are forked, so they have whatever was loaded before, and only results are sent. Where
a system does not fork safely, or has one processor, the work is done in turn.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, TypeVar

from runbook_gen.cli.orphan import end_with

T = TypeVar("T")
R = TypeVar("R")

CHUNKS = 16
"""Of many small things, each process is sent so many heaps: what is left at the end is shared."""


def each(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """What `work` makes of each thing, in order. What it raises for one, is raised."""
    return list(stream(work, things))


def stream(work: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
    """The same, each as soon as it and those before it are there."""
    workers = min(len(things), _processors())
    if workers < 2:
        yield from map(work, things)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    fork = get_context("fork")
    with ProcessPoolExecutor(workers, fork, partial(_begin, os.getpid()), (work,)) as pool:
        yield from pool.map(_do, things, chunksize=1 + len(things) // (workers * CHUNKS))


def even(parts: int) -> int:
    """As many parts, or somewhat more, that keep all processors busy to the end."""
    workers = _processors()
    return -(-parts // workers) * workers


@contextmanager
def meanwhile(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """Let some work be done while other work is; the function gives what came of it.

    What it raises, is raised. In turn, it is done last. Files that it writes are there at the end.
    """
    if _processors() < 2:
        done = cache(work)
        yield done
        done()
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    fork, begin = get_context("fork"), partial(_begin, os.getpid())
    with ProcessPoolExecutor(1, fork, begin, (lambda _: work(),)) as pool:
        future = pool.submit(_do, None)
        yield future.result
        future.result()


def _processors() -> int:
    """How many processors there are for us; one where processes cannot be forked."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


_work: list[Callable[..., Any]] = []
"""In a process that was forked: the work that it was forked for, which no pipe could carry."""


def _begin(parent: int, work: Callable[..., Any]) -> None:
    end_with(parent)
    _work[:] = [work]


def _do(thing: object) -> Any:
    return _work[0](thing)
