"""The last verdict on a collection, remembered until anything that it rests on changes.

Most checks in a day see what they saw before: in an editor, in a hook, before a push. The verdict
is kept under a key of everything that could change it: the bytes of every file, the day, our own
code, the libraries, and Python. A key holds file times of this machine, so a verdict that somebody
else committed is not believed (unless their files have the very same times: `--no-cache` in CI).
"""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from runbook_gen.cli import writing
from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Place

FILE = Path(".runbook") / "check.json"


def key(day: str, sources: Iterable[tuple[str, bytes]]) -> str:
    """What a verdict of `day` on `sources` (names and bytes) rests on, as a digest."""
    import hashlib

    digest = hashlib.sha256(f"{day}\0{sys.version}\0{_code()}".encode())
    for name, data in sources:
        digest.update(f"\0{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _code() -> str:
    """The state of our code and of the installed libraries, by times and sizes."""
    ours = Path(__file__).parents[1]
    folders = (folder for folder, _, _ in os.walk(ours) if not folder.endswith("__pycache__"))
    files = (entry for folder in folders for entry in os.scandir(folder) if entry.is_file())
    states = [(e.path, e.stat().st_mtime_ns, e.stat().st_size) for e in files]
    library = find_spec("pydantic")
    if library and library.origin:
        installed = Path(library.origin).parents[1]
        states.append((str(installed), installed.stat().st_mtime_ns, 0))
    return repr(sorted(states))


def remembered(root: Path, wanted: str) -> list[Finding] | None:
    """The findings that were kept for this key; None where there are none to be believed."""
    try:
        kept = json.loads((root / FILE).read_bytes())
        if kept["key"] != wanted:
            return None
        return [
            Finding(id, level, Place(*place), *said) for id, level, place, *said in kept["rows"]
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remember(root: Path, wanted: str, findings: Sequence[Finding]) -> None:
    """Keep findings for a key. Where nothing can be written, the next check takes longer."""
    try:
        writing.write_text((root / FILE).with_name(".gitignore"), "*\n")
        writing.write_text(root / FILE, json.dumps({"key": wanted, "rows": findings}))
    except OSError:
        return
