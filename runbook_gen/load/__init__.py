"""YAML to models, remembering line and column.

The public function is `load`. It is given texts and names; it touches no disk. `ledger_text` is
the ledger of translations as `load` reads it.
"""

from runbook_gen.load.collection import load, load_incident
from runbook_gen.load.ledger import ledger_text

__all__ = ["ledger_text", "load", "load_incident"]
