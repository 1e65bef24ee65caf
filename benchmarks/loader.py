"""The loader beside PyYAML's C loader: the same bytes, in one process, in turns.

Ours refuses duplicate keys and all that the strict dialect refuses, and notes the position of every
value and key; PyYAML's makes dictionaries. Run as a process of its own, with a collection's folder,
it tells the seconds of each run as JSON on standard error.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import yaml

from benchmarks.measure import Process, output, table

RUNS = 5


def run(project: Path) -> str:
    """Measure on a project's collection, and tell it as Markdown."""
    probe = [sys.executable, "-m", "benchmarks.loader", str(project / "incidents")]
    told = json.loads(output(Process("loaders", probe)).splitlines()[-1])
    count, ours, theirs = told["files"], told["ours"], told["theirs"]
    rows = [
        (name, f"{median(each) * 1000:.0f} ({min(each) * 1000:.0f}–{max(each) * 1000:.0f})",
         f"{median(each) / count * 1e6:.0f}")
        for name, each in (("our loader", ours), ("`yaml.CSafeLoader`", theirs))
    ]  # fmt: skip
    head = ["", f"{count} files, ms of processor time", "µs per file"]
    return (
        "### The loader alone\n\nFrom the same bytes in memory, without validation: the strict "
        "dialect with duplicate keys and every position, beside PyYAML's C loader, which has "
        f"neither.\n\n{table(head, rows)}\n"
        f"Ours is {median(theirs) / median(ours):.2f} times as fast.\n"
    )


def main() -> None:
    """Load the collection that the argument names."""
    from runbook_gen.load.decoding import decode
    from runbook_gen.load.dialect import Reader

    contents = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.yaml"))]
    ours, theirs = [], []
    for number in range(RUNS + 1):
        one = _spent(lambda data: Reader(decode(data)), contents)
        other = _spent(lambda data: yaml.load(data, yaml.CSafeLoader), contents)
        if number:  # the first one warms up
            ours.append(one)
            theirs.append(other)
    sys.stderr.write("\n" + json.dumps({"files": len(contents), "ours": ours, "theirs": theirs}))


def _spent(load: Callable[[bytes], object], contents: Sequence[bytes]) -> float:
    start = time.process_time()
    for data in contents:
        load(data)
    return time.process_time() - start


if __name__ == "__main__":
    main()
