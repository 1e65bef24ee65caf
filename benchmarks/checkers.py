"""`check` beside other checkers of files: yamllint, check-jsonschema, and sigma-cli's converter.

Each does a part of what `check` does: yamllint reads YAML by rules of style, check-jsonschema
validates by our schema, sigma-cli reads and converts as many rules. They take minutes, so they run
seldom.
"""

from pathlib import Path

from benchmarks.export import SIGMA
from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, Sample, measure, table

TOOLS = ROOT / ".venv-tools"
YAMLLINT = TOOLS / "yaml" / "bin" / "yamllint"
JSONSCHEMA = TOOLS / "check-jsonschema" / "bin" / "check-jsonschema"
SCHEMA = ROOT / "docs" / "schema" / "incident.schema.json"
STYLE = "{extends: relaxed, rules: {line-length: disable}}"
SHARED = {"collection.yaml", "cluster.yaml"}


def run(checks: dict[int, Sample], collections: dict[int, Path], runs: dict[int, int]) -> str:
    """Measure, and tell it as Markdown; `checks` are what `check` took, by incidents' count."""
    rows = []
    for count, times in runs.items():
        ours, project = checks[count], collections[count]
        rows.append(("`runbook-gen check`", str(count), ours.shown(), f"{ours.memory:.0f}", ""))
        peers = _peers(project)
        for peer, sample in zip(peers, measure(peers, times, warm_up=0), strict=True):
            rows.append((peer.name, str(count), sample.shown(), f"{sample.memory:.0f}",
                         f"{sample.median / ours.median:.1f}"))  # fmt: skip
    often = ", ".join(f"{times} at {count}" for count, times in runs.items())
    head = ["", "incidents", "median (range)", "peak MB", "times as long as `check`"]
    return (
        f"### Beside other checkers\n\nWhole processes on the same files; runs of theirs: {often}. "
        "yamllint looks at the style of YAML (relaxed, lines of any length), check-jsonschema "
        "validates by our schema, `sigma convert` reads and converts as many rules to one backend; "
        "`check` parses, validates, and runs every check and every example of a log rule.\n\n"
        f"{table(head, rows)}"
    )


def _peers(project: Path) -> list[Process]:
    """What to run on a project; its incidents and its rules in Sigma's form are named to them."""
    rules = project / "sigma"
    emit = [RUNBOOK_GEN, "export", "--out", str(rules), "--target", "sigma"]
    measure([Process("emit Sigma rules", emit, project)], 1, warm_up=0)
    files = sorted(p.name for p in (project / "incidents").glob("*.yaml") if p.name not in SHARED)
    by_schema = [str(JSONSCHEMA), "--regex-variant", "python", "--schemafile", str(SCHEMA), *files]
    convert = ["convert", "-t", "loki", "--without-pipeline", str(rules / "packs" / "sigma")]
    return [
        Process("yamllint", [str(YAMLLINT), "-d", STYLE, "incidents"], project),
        Process("check-jsonschema", by_schema, project / "incidents"),
        Process("`sigma convert`", [str(SIGMA), *convert], project),
    ]
