"""`scan` of a repository, beside semgrep and checkov with the same rules on the same files.

And beside kubernetes-validate, which holds them to Kubernetes' own schemas: it has no rules, so it
finds nothing here.
"""

import json
import shutil
import subprocess
from pathlib import Path

from benchmarks.manifests import PATTERNS, semgrep_rules, write_collection, write_repository
from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, measure, table

TOOLS = ROOT / ".venv-tools"
SEMGREP = TOOLS / "semgrep" / "bin" / "semgrep"
CHECKOV = TOOLS / "checkov" / "bin" / "checkov"
VALIDATE = TOOLS / "kubernetes-validate" / "bin" / "kubernetes-validate"
POLICIES = ROOT / "benchmarks" / "peers" / "checkov_policies.py"
OBJECTS = {"deployments": "Deployment", "configmaps": "ConfigMap"}
SLOW_RUNS = 3
COUNT = 2000


def run(scratch: Path, runs: int) -> str:
    """Measure, and tell it as Markdown."""
    repository, rules = scratch / "manifests", scratch / "semgrep.json"
    faults = write_repository(repository, COUNT)
    write_collection(scratch / "rules", ROOT / "incidents")
    rules.write_text(semgrep_rules(), encoding="utf-8")
    ours = [RUNBOOK_GEN, "--collection", str(scratch / "rules"), "scan", ".", "--format", "json"]
    theirs = [
        str(SEMGREP), "scan", "--config", str(rules), "--json", "--quiet", "--metrics=off",
        "--disable-version-check", "--no-git-ignore", "--jobs=2", ".",
    ]  # fmt: skip
    checkov = _checkov(scratch / "policies")
    found = _ours(ours, repository), _theirs(theirs, repository)
    if found[0] != found[1] or len(found[0]) != faults:
        raise RuntimeError(f"the findings differ: {[len(f) for f in found]} of {faults}")
    objects = _of_checkov(checkov, repository)
    if objects != {(rule, file) for rule, file, _ in found[0]}:
        raise RuntimeError(f"checkov finds other faults: {len(objects)} of {faults}")
    files = sorted(path.relative_to(repository).as_posix() for path in repository.rglob("*.yaml"))
    samples = measure(
        [
            Process("scan", ours, repository, codes=(1,)),
            Process("scan, first", [*ours, "--no-cache"], repository, codes=(1,)),
            Process("semgrep", theirs, repository),
        ],
        runs,
    )
    samples += measure(
        [
            Process("checkov", checkov, repository, codes=(1,)),
            Process("kubernetes-validate", [str(VALIDATE), "--quiet", *files], repository),
        ],
        min(runs, SLOW_RUNS),
        warm_up=0,
    )
    names = (
        "`runbook-gen scan`", "`runbook-gen scan --no-cache`", "semgrep", "checkov",
        "kubernetes-validate",
    )  # fmt: skip
    rows = [
        (name, each.shown(), f"{each.memory:.0f}", f"{each.median / samples[0].median:.1f}")
        for name, each in zip(names, samples, strict=True)
    ]
    head = ["", "median (range)", "peak MB", "times as long"]
    return (
        f"## `scan` of {COUNT:,} manifests, cold\n\n"
        f"{len(PATTERNS)} rules, {faults} findings. semgrep finds the same in the same lines; "
        "checkov, whose policies are written in Python, the same in the same objects; "
        "kubernetes-validate holds the files to Kubernetes' schemas, by which they are right. "
        "Each run is a process of its own. `scan` has the rules ready from an earlier one; with "
        "`--no-cache`, as at the very first, it reads the collection itself.\n\n"
        f"{table(head, rows)}"
    )


def _checkov(policies: Path) -> list[str]:
    policies.mkdir()
    (policies / "__init__.py").touch()
    shutil.copy(POLICIES, policies)
    said = [(p.id, OBJECTS[p.kind], p.key, p.regex) for p in PATTERNS]
    (policies / "patterns").write_text(json.dumps(said), "utf-8")
    checks = ",".join(f"CKV_BENCH_{number}" for number, _ in enumerate(PATTERNS, 1))
    return [
        str(CHECKOV), "-d", ".", "--framework", "kubernetes", "--external-checks-dir",
        str(policies), "--check", checks, "-o", "json", "--compact", "--quiet", "--skip-download",
    ]  # fmt: skip


def _of_checkov(command: list[str], folder: Path) -> set[tuple[str, str]]:
    report = json.loads(_output(command, folder))
    return {
        (row["check_name"], row["file_path"].removeprefix("/"))
        for row in report["results"]["failed_checks"]
    }


def _ours(command: list[str], folder: Path) -> set[tuple[str, str, int]]:
    report = json.loads(_output(command, folder))
    return {(f["rule"], f["file"], f["line"]) for f in report["findings"]}


def _theirs(command: list[str], folder: Path) -> set[tuple[str, str, int]]:
    report = json.loads(_output(command, folder))
    return {
        (r["check_id"].rpartition(".")[2], r["path"].removeprefix("./"), r["start"]["line"])
        for r in report["results"]
    }


def _output(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
