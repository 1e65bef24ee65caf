"""SARIF: accepted by Microsoft's own validator."""

import json
import shutil
import sys
from pathlib import Path

from programs import Run, Tool
from sources import REAL, ROOT

SEED = ROOT / "tests" / "scan" / "seed" / "broken"


def test_a_scan_is_valid_sarif(tmp_path: Path, tool: Tool, run: Run) -> None:
    validator = tool("node", "sarif-multitool-linux")
    seed = shutil.copytree(SEED, tmp_path / "seed")  # in our repository, it is judged in all of it
    scan = ("scan", str(seed), "--format", "sarif")
    found = run(sys.executable, "-m", "runbook_gen.cli.main", "--collection", str(REAL), *scan)
    log = found.text[found.text.index("{") :]
    assert len(json.loads(log)["runs"][0]["results"]) == 10
    (tmp_path / "scan.sarif").write_text(log, encoding="utf-8")
    plain = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    judged = run(validator, "validate", "scan.sarif", "--output", "judged.sarif", env=plain)
    assert "Analysis completed successfully" in judged.text, judged.text
    results = json.loads((tmp_path / "judged.sarif").read_text("utf-8-sig"))["runs"][0]["results"]
    assert [r for r in results if r.get("level", "warning") in ("error",)] == []
    assert {r["ruleId"] for r in results} <= {"SARIF2005"}  # it has no home page to name yet
