"""Collections for tests: the real one, the small sound one, and a hostile one."""

from pathlib import Path

from runbook_gen.load import load
from runbook_gen.load.source import Source
from runbook_gen.model.collection import Collection
from runbook_gen.model.files import EXAMPLES

ROOT = Path(__file__).parents[1]
REAL = ROOT / "incidents"
SOUND = ROOT / "tests" / "check" / "cases" / "sound"

DRAFT = Source("incidents/slow-disk.yaml", (ROOT / "tests" / "draft.yaml").read_bytes())
"""An incident as it is brought in from a document: in one language, and much is missing."""


def collection(folder: Path, *more: Source) -> Collection:
    """The collection in `folder`, with more files; every file must load."""
    sources = [Source(f"incidents/{p.name}", p.read_bytes()) for p in sorted(folder.glob("*.yaml"))]
    loaded = load([*sources, *examples(folder), *more])
    assert loaded.findings == ()
    assert loaded.collection is not None
    return loaded.collection


def examples(folder: Path) -> list[Source]:
    """The examples of rules that lie beside the incidents in `folder`."""
    found = sorted(p for p in (folder / EXAMPLES).rglob("*") if p.is_file())
    return [Source(f"incidents/{p.relative_to(folder).as_posix()}", p.read_bytes()) for p in found]
