"""What must not be published: secrets, which stop all, and identifiers, which get pseudonyms.

`findings(text)` tells the secrets of a text by kind and place. It needs no disk and never holds
what it found.
"""

from runbook_gen.engine.redaction.allowance import allowance
from runbook_gen.engine.redaction.detector import Found, Passes
from runbook_gen.engine.redaction.secret import findings

__all__ = ["Found", "Passes", "allowance", "findings"]
