"""Edits of a project's files, as people make them, for tests of what is remembered between runs."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from sources import SOUND

Edit = Callable[[Path], None]
numbers = count()


def replaced(name: str, old: str) -> Edit:
    """An edit of a file of the project: other words, as often as it is done."""

    def edit(project: Path) -> None:
        file = project / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, f"{old}{next(numbers)} ", 1), "utf-8")

    return edit


def added(project: Path) -> None:
    """One more incident."""
    name = f"more-{next(numbers)}"
    text = (SOUND / "api-slow.yaml").read_text("utf-8")
    for id in ("api-slow", "lookup-slow"):
        text = text.replace(f"id: {id}", f"id: {name}")
    (project / "incidents" / f"{name}.yaml").write_text(text, "utf-8")
