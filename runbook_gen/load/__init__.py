"""YAML to models, remembering line and column.

The public function is `load`. It is given texts and names; it touches no disk.
"""

from runbook_gen.load.collection import load, load_incident

__all__ = ["load", "load_incident"]
