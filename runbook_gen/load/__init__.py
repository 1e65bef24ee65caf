"""YAML to models, remembering line and column.

The public function is `load`. It is given texts and names; it touches no disk. `ledger_text` is
the ledger of translations as `load` reads it. They are imported when they are first asked for: who
only reads YAML by the `dialect` needs no models.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from runbook_gen.load.collection import load, load_incident
    from runbook_gen.load.ledger import ledger_text

__all__ = ["ledger_text", "load", "load_incident"]
FROM = {"ledger_text": "ledger", "load": "collection", "load_incident": "collection"}


def __getattr__(name: str) -> Any:
    if name not in FROM:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{FROM[name]}"), name)
