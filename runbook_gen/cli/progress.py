"""A progress bar where a person looks on and it takes long; nothing elsewhere."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
FEW = 20
FEW_PARTS = 4


def over(things: Sequence[T], name: Callable[[T], str]) -> Iterator[T]:
    """Each of `things`, told by its name as it is begun."""
    if len(things) < FEW or not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(things))
        for done, thing in enumerate(things):
            bar.update(task, description=name(thing), completed=done)
            yield thing


def counted(results: Iterable[T], of: Sequence[Sequence[object]]) -> Iterator[T]:
    """Each of the results, told as it comes; `of` are the parts of the work that they are from."""
    if len(of) < FEW_PARTS or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=sum(map(len, of)))
        for part, result in zip(of, results, strict=True):
            bar.advance(task, len(part))
            yield result
