"""A progress bar where a person looks on and it takes long; nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
FEW = 20


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
