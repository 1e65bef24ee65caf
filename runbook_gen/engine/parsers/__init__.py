"""How files are read for rules: one file per parser.

To add one: write `<parser>.py`, add it to `PARSERS` and its name to the model of a file rule.
"""

from collections.abc import Mapping

from runbook_gen.engine.parsers import dockerfile, source, values, yaml
from runbook_gen.engine.parsers.kubernetes_yaml import NotYaml
from runbook_gen.engine.parsers.parsed import Document, Parser

PARSERS: Mapping[str, Parser] = {
    "yaml": yaml,
    "values": values,
    "dockerfile": dockerfile,
    "source": source,
}

__all__ = ["PARSERS", "Document", "NotYaml", "Parser"]
