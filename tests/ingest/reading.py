"""How tests read documents: with our own words, in Korean and English."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from runbook_gen.ingest import Components, Draft, Reading, Vocabulary, ingest
from runbook_gen.ingest.naming import unused

WORDS = Path(__file__).parents[2] / "runbook_gen" / "ingest" / "words"


@cache
def reading(languages: tuple[str, ...] = ("ko", "en")) -> Reading:
    """The packaged words, every component, no cluster."""
    files = {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
             for path in WORDS.glob("*.yaml")}  # fmt: skip
    components = Components(files.pop("components"))
    return Reading(Vocabulary(*(files[name] for name in sorted(files))), components, languages)


def draft(text: str, name: str = "document.md") -> Draft:
    """What a document gives in an empty collection."""
    told = ingest(name, text, reading())
    named = zip(told.incidents, _ids(told), strict=True)
    return told._replace(
        incidents=[each._replace(record={**each.record, "id": name}) for each, name in named]
    )


def _ids(told: Draft) -> Iterator[str]:
    taken: set[str] = set()
    for each in told.incidents:
        taken.add(chosen := unused(each.record["id"], taken, "incident"))
        yield chosen
