"""Texts out to translators and in again: catalogues in PO, and texts into the YAML they are from.

`catalogue` writes a language's texts as PO; `plan` reads them back and says which texts of which
files they change; `spliced` writes these into a file and leaves all else as it is.
"""

from runbook_gen.texts.catalogue import Unreadable, catalogue, language_of, messages
from runbook_gen.texts.planning import Plan, plan
from runbook_gen.texts.splicing import Unwritable, spliced

__all__ = [
    "Plan",
    "Unreadable",
    "Unwritable",
    "catalogue",
    "language_of",
    "messages",
    "plan",
    "spliced",
]
