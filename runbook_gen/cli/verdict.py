"""The last verdict on a collection, remembered until anything that it rests on changes.

Most checks in a day see what they saw before: in an editor, in a hook, before a push. The verdict
is kept under a key of everything that could change it: the bytes of every file, the day, our own
code, the libraries, and Python. A key holds file times of this machine, so a verdict that somebody
else committed is not believed (unless their files have the very same times: `--no-cache` in CI).
"""

import os
import sys
import time
from collections.abc import Iterable, Sequence

TYPE_CHECKING = False  # that of `typing` costs 2 ms, and much of a day's checks take 25
if TYPE_CHECKING:
    from runbook_gen.model.finding import Finding

FINDINGS = ".runbook/check.json"
REPORT = ".runbook/check.txt"
"""The exit code of a plain check, and what it printed."""

NOT_JUDGING = {"__pycache__", "manifests"}
"""Folders of ours that nothing which is kept rests on; the sound repository is for `test`."""


def today(irregular: Iterable[tuple[str, str]]) -> str:
    """What a verdict rests on besides the files: the day, and what is no file."""
    return f"{time.strftime('%Y-%m-%d')} {list(irregular)}"


def key(day: str, sources: Iterable[tuple[str, bytes]]) -> str:
    """What a verdict of `day` on `sources` (names and bytes) rests on, as a digest."""
    return key_of(day, ((name, digest(data)) for name, data in sources))


def key_of(day: str, digests: Iterable[tuple[str, bytes]]) -> str:
    """The same, of names and the digests of what is in them."""
    told = [f"{day}\0{sys.version}\0{_code()}".encode()]
    told += (f"\0{len(name)}\0{name}\0".encode() + known for name, known in digests)
    return digest(b"".join(told)).hex()


def digest(data: bytes) -> bytes:
    """What stands for some bytes: nobody finds others for which it stands, too."""
    from hashlib import sha256

    return sha256(data).digest()


def _code() -> str:
    """The state of our code and of the installed libraries, by times and sizes."""
    ours = _states(os.path.dirname(os.path.dirname(__file__)))
    installed = [folder for folder in sys.path if os.path.exists(f"{folder}/pydantic")]
    libraries = ((folder, os.stat(folder).st_mtime_ns, 0) for folder in installed)
    return repr(sorted((*ours, *libraries)))


def _states(folder: str) -> Iterable[tuple[str, int, int]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name not in NOT_JUDGING:
                yield from _states(entry.path)
        else:
            state = entry.stat()
            yield entry.path, state.st_mtime_ns, state.st_size


def kept(root: str, file: str, wanted: str) -> str | None:
    """What was kept in a file for this key; None where there is nothing to be believed."""
    try:
        with open(f"{root}/{file}", encoding="utf-8", newline="") as stream:
            seal, _, text = stream.read().partition("\n")
    except (OSError, ValueError):
        return None
    return text if seal == _seal(wanted, text) else None


def keep(root: str, file: str, wanted: str, text: str) -> None:
    """Keep a text for a key. Where nothing can be written, the next run takes longer."""
    from pathlib import Path

    from runbook_gen.cli import writing

    path = Path(root, file)
    try:
        writing.write_text(path.with_name(".gitignore"), "*\n")
        writing.write_text(path, f"{_seal(wanted, text)}\n{text}")
    except (OSError, UnicodeEncodeError):
        return


def _seal(wanted: str, text: str) -> str:
    """What a file begins with that is whole, and was written for this key."""
    return digest(f"{wanted}\n{text}".encode()).hex()


def said(root: str, wanted: str) -> tuple[int, str] | None:
    """The exit code and the report that were kept for this key, if any."""
    code, _, report = (kept(root, REPORT, wanted) or "").partition("\n")
    return (int(code), report) if code else None


def remembered(root: str, wanted: str) -> "list[Finding] | None":
    """The findings that were kept for this key; None where there are none to be believed."""
    import json

    from runbook_gen.model.finding import Finding
    from runbook_gen.model.place import Place

    rows = json.loads(kept(root, FINDINGS, wanted) or "null")
    if rows is None:
        return None
    return [Finding(id, level, Place(*place), *said) for id, level, place, *said in rows]


def remember(root: str, wanted: str, findings: "Sequence[Finding]") -> None:
    """Keep findings for a key."""
    import json

    from runbook_gen.cli import reporting
    from runbook_gen.report import REPORTS

    keep(root, FINDINGS, wanted, json.dumps(findings))
    code = reporting.verdict(findings, strict=False)
    keep(root, REPORT, wanted, f"{code}\n{REPORTS['text'](findings)}")
