"""How the translations stand, as JSON in a stable shape."""

import json
from collections.abc import Sequence
from typing import Any

from runbook_gen.engine.translation import Standing, Tally, totals

VERSION = 1


def report(tallies: Sequence[Tally], left: Sequence[Standing], source: str) -> str:
    """Each language in all and file by file, and each text that is missing or outdated."""
    languages = [
        {**_counts(total), "files": [
            {"file": each.file, **_counts(each)}
            for each in tallies
            if each.language == total.language
        ]}
        for total in totals(tallies)
    ]  # fmt: skip
    told = {
        "version": VERSION,
        "source": source,
        "languages": languages,
        "texts": [_text(each, source) for each in left],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _counts(tally: Tally) -> dict[str, Any]:
    counts = tally._asdict()
    del counts["file"]
    return counts


def _text(each: Standing, source: str) -> dict[str, Any]:
    end = (each.language,) if each.state == "outdated" else ()
    place = each.entry.locate((*each.path, *end))
    told = {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": [*each.path],
        "language": each.language,
        "state": each.state,
    }
    if each.state == "outdated":
        told |= {"before": each.before, "now": each.text.root[source]}
    return told
