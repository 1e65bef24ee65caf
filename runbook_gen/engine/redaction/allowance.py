"""What a collection lets stand although it looks like a secret or an identifier."""

from typing import TYPE_CHECKING

from runbook_gen.engine.redaction.detector import Passes
from runbook_gen.engine.signature import compile_signature

if TYPE_CHECKING:  # a text is searched without the models
    from runbook_gen.model.redaction import Redaction


def allowance(redaction: "Redaction") -> Passes | None:
    """Whether a value is in the allow-list; None where there is no list."""
    texts = [entry.text for entry in redaction.allow if entry.text]
    patterns = [compile_signature(entry.pattern) for entry in redaction.allow if entry.pattern]
    if not (texts or patterns):
        return None

    def allows(value: str) -> bool:
        return any(value in text for text in texts) or any(p.fullmatch(value) for p in patterns)

    return allows
