"""Golden files: what a reader reviews is what the test compares.

`UPDATE_GOLDEN=1 make test` writes them anew; the difference is then read in review.
"""

import os
from pathlib import Path


def same_as(file: Path, text: str) -> None:
    """Assert that `text` is what `file` holds."""
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.exists(), f"{file} is missing: run with UPDATE_GOLDEN=1, then review it"
    assert file.read_text(encoding="utf-8") == text
