"""A cold check of the ten real incidents, beside the imports that it cannot do without."""

import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

from benchmarks.measure import RUNBOOK_GEN, Process, measure, output, table

IMPORTS = 9  # how many packages are listed
STANDARD = "the standard library"


def run(here: Path, runs: int) -> str:
    """Measure, and tell it as Markdown. `here` is a project with the real incidents."""
    python = sys.executable
    processes = [
        Process("`python -c pass`", [python, "-c", "pass"]),
        Process("`import pydantic`", [python, "-c", "import pydantic"]),
        Process("`from pydantic import BaseModel`",
                [python, "-c", "from pydantic import BaseModel"]),
        Process("`runbook-gen check --no-cache`", [RUNBOOK_GEN, "check", "--no-cache"], here),
        Process("`runbook-gen check`, nothing changed", [RUNBOOK_GEN, "check"], here),
    ]  # fmt: skip
    samples = measure(processes, runs)
    nothing, pydantic, models, cold, unchanged = samples
    rows = [
        (p.name, s.shown(), f"{s.median / nothing.median:.1f}", f"{s.median / pydantic.median:.1f}",
         f"{s.memory:.0f}")
        for p, s in zip(processes, samples, strict=True)
    ]  # fmt: skip
    head = ["process", "median (range)", "of `pass`", "of `import pydantic`", "peak MB"]
    return (
        "## A cold check of the ten real incidents\n\n"
        f"{table(head, rows)}\n"
        f"A cold check takes {cold.median / models.median:.1f} times as long as merely importing "
        f"pydantic's `BaseModel`; where nothing has changed, the remembered verdict is there "
        f"{cold.median / unchanged.median:.1f} times sooner.\n\n"
        f"### What its imports cost\n\n{_imports(here, runs)}"
    )


def _imports(here: Path, runs: int) -> str:
    """The packages whose modules take longest to import, and the dearest module of each."""
    program = "from runbook_gen.cli.main import main; main(['check', '--no-cache'])"
    process = Process("imports", [sys.executable, "-X", "importtime", "-c", program], here)
    own: dict[str, list[float]] = defaultdict(list)
    whole: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for _ in range(runs):
        spent: dict[str, float] = defaultdict(float)
        for line in output(process).splitlines():
            if line.startswith("import time:") and not line.endswith("imported package"):
                alone, cumulative, module = line.removeprefix("import time:").split("|")
                package = module.strip().partition(".")[0]
                kind = STANDARD if package in sys.stdlib_module_names else f"`{package}`"
                spent[kind] += int(alone) / 1000
                whole[kind][module.strip()].append(int(cumulative) / 1000)
        for kind, milliseconds in spent.items():
            own[kind].append(milliseconds)
    totals = sorted(((median(each), kind) for kind, each in own.items()), reverse=True)
    rows = []
    for milliseconds, kind in totals[:IMPORTS]:
        dearest, module = max((median(each), name) for name, each in whole[kind].items())
        rows.append((kind, f"{milliseconds:.1f}", f"`{module}` {dearest:.1f}"))
    head = ["package", "its own modules, ms", "its dearest module with all that it imports, ms"]
    total = sum(milliseconds for milliseconds, _ in totals)
    return (
        f"{table(head, rows)}\n"
        f"All imports together take {total:.0f} ms with `-X importtime`, which itself costs "
        f"something; {totals[0][1]} comes first with {totals[0][0] / total:.0%}.\n"
    )
