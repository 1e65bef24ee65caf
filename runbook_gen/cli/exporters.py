"""The targets: the house's own, and those that installed packages add."""

from functools import lru_cache
from typing import TYPE_CHECKING

from runbook_gen.cli.command import CannotRun

if TYPE_CHECKING:
    from runbook_gen.export import Exporter

GROUP = "runbook_gen.exporters"
"""The entry-point group under which a package names its module."""


@lru_cache(maxsize=1)
def exporters() -> tuple["Exporter", ...]:
    """Every target, the house's own first.

    Raises:
        CannotRun: a package's target cannot be loaded, or is no exporter. A pack without it
            would be taken for whole.
    """
    from importlib.metadata import entry_points

    from runbook_gen.export import EXPORTERS, target_id

    found = list(EXPORTERS)
    for point in sorted(entry_points(group=GROUP)):
        where = f"{point.name} ({point.value}, from {point.dist.name if point.dist else '?'})"
        try:
            module = point.load()
        except Exception as error:  # whatever somebody else's code raises
            why = f"{type(error).__name__}: {error}"
            raise CannotRun(f"target {where} does not load: {why}. Mend or remove it.") from None
        missing = [name for name in ("__doc__", "PROVEN_BY", "export") if not hasattr(module, name)]
        if missing:
            lacks = ", ".join(missing)
            raise CannotRun(f"target {where} is no exporter: it lacks {lacks}. Mend or remove it.")
        if target_id(module) in map(target_id, found):
            raise CannotRun(f"target {where} has the id of another one. Rename its module.")
        found.append(module)
    return tuple(found)


def all_ours() -> bool:
    """Whether every target is the house's own."""
    from runbook_gen.export import EXPORTERS

    return exporters() == EXPORTERS


def chosen(ids: list[str] | None) -> tuple["Exporter", ...]:
    """The targets with these ids; without any, all.

    Raises:
        CannotRun: there is none with an id.
    """
    from runbook_gen.export import target_id

    known = {target_id(exporter): exporter for exporter in exporters()}
    for id in ids or ():
        if id not in known:
            raise CannotRun(f"there is no target '{id}'. Choose from: {', '.join(known)}.")
    return tuple(known[id] for id in dict.fromkeys(ids or known))
