"""`export` to all targets, beside sigma-cli converting as many rules to one backend.

Run as a process of its own, with a project's folder, it times the targets one by one.
"""

import json
import sys
from pathlib import Path

from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, measure, output, table

SIGMA = ROOT / ".venv-tools" / "sigma" / "bin" / "sigma"


def run(collections: dict[int, Path], runs: int) -> str:
    """Measure, and tell it as Markdown. `collections` are projects by their incidents' count."""
    count = max(collections)
    project = collections[count]
    out = project / "packs"
    words = [RUNBOOK_GEN, "export", "--out", str(out)]
    ours = Process("export", [*words, "--no-cache"], project, remove=[out])
    again = Process("export again", words, project, remove=[out])
    rules = project / "sigma"
    measure([Process("emit Sigma rules", [*words[:-1], str(rules), "--target", "sigma"],
                     project)], 1, warm_up=0)  # fmt: skip
    files = sum(1 for _ in rules.rglob("rule_*.yml"))
    convert = [
        str(SIGMA),
        "convert",
        "-t",
        "loki",
        "--without-pipeline",
        str(rules / "packs/sigma"),
    ]
    version = [str(SIGMA), "version"]
    export, warm, sigma, start = measure(
        [ours, again, Process("sigma convert", convert), Process("sigma version", version)], runs
    )
    stages = [_stages(project) for _ in range(runs)]
    told = {name: sorted(s[name] for s in stages)[runs // 2] for name in stages[0]}
    targets = sum(ms for name, ms in told.items() if name.startswith("`"))
    converting = (sigma.median - start.median) * 1000
    head = ["", "median (range)", "peak MB"]
    rows = [
        ("`runbook-gen export --no-cache`, all targets", export.shown(), f"{export.memory:.0f}"),
        ("`runbook-gen export`, nothing changed", warm.shown(), f"{warm.memory:.0f}"),
        (f"`sigma convert`, {files} rules, one backend", sigma.shown(), f"{sigma.memory:.0f}"),
        ("`sigma version`: its start", start.shown(), f"{start.memory:.0f}"),
    ]
    return (
        f"## `export` of {count:,} incidents to all targets\n\n{table(head, rows)}\n"
        f"Of an export, the targets take {targets:.0f} ms together; the rest is loading and "
        f"checking {count:,} incidents, of which sigma-cli has no like. Without its start it "
        f"converts for {converting:.0f} ms: {targets / converting:.2f} times as long as one "
        f"backend take all our targets.\n\n"
        f"{table(['stage', 'ms'], [(name, f'{ms:.0f}') for name, ms in told.items()])}"
    )


def _stages(project: Path) -> dict[str, float]:
    probe = [sys.executable, "-m", "benchmarks.export", str(project)]
    told: dict[str, float] = json.loads(output(Process("stages of export", probe)).splitlines()[-1])
    return told


def main() -> None:
    """Export the project that the argument names; the stages go to standard error as JSON."""
    import tempfile

    from benchmarks.stages import Clock

    clock = Clock()
    from runbook_gen import export
    from runbook_gen.cli import export as command
    from runbook_gen.cli import packs, writing
    from runbook_gen.cli.main import main as front_door

    clock.wrap(command, "review", "load and check")
    for exporter in export.EXPORTERS:
        clock.wrap(exporter, "export", f"`{export.target_id(exporter)}`")
    clock.wrap(packs, "archive", "archive")
    clock.wrap(writing, "write", "write")
    with tempfile.TemporaryDirectory() as out:
        collection = str(Path(sys.argv[1]) / "incidents")
        front_door(["export", "--no-cache", "--collection", collection, "--out", out])
    sys.stderr.write("\n" + json.dumps(clock.milliseconds()))


if __name__ == "__main__":
    main()
