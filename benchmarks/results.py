"""RESULTS.md: a part on the machine and one for each stage, replaced when it is measured anew."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

FILE = Path(__file__).with_name("RESULTS.md")
MACHINE = "machine"
MARK = re.compile(r"^<!-- ([a-z]+) -->\n", re.MULTILINE)


def joined(parts: Mapping[str, str], order: Iterable[str]) -> str:
    """The report that has these parts, in order."""
    names = [name for name in (MACHINE, *order) if name in parts]
    return "\n".join(f"<!-- {name} -->\n{parts[name].strip()}\n" for name in names)


def parts(report: str) -> dict[str, str]:
    """The parts of a report by their names."""
    _, *told = MARK.split(report)
    return dict(zip(told[::2], told[1::2], strict=True))


def put(new: Mapping[str, str], order: Iterable[str], file: Path = FILE) -> None:
    """Put new parts in the place of those of the same name; the others stay."""
    known = parts(file.read_text("utf-8")) if file.is_file() else {}
    beside = file.with_suffix(".new")
    beside.write_text(joined({**known, **new}, order), "utf-8")
    beside.replace(file)
