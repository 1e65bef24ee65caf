"""The clock on a check's stages: what it wraps is still what the check calls."""

import json
import subprocess
import sys
from pathlib import Path

from sources import ROOT

from benchmarks.generator import write
from runbook_gen.check import CHECKS, check_id

LOADING = {"import", "build the models", "read", "parse", "look for secrets", "validate"}
JUDGING = {
    "walk to texts and commands",
    "gather what incidents say of others",
    "compare incidents",
    "find the places of findings",
    "keep what was found",
    "report",
    "the rest",
}


def test_every_stage_of_a_check_is_timed(tmp_path: Path) -> None:
    write(tmp_path / "incidents", 10)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.stages", str(tmp_path / "incidents")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    stages = json.loads(done.stderr)
    assert set(stages) == LOADING | JUDGING | {f"check `{check_id(c)}`" for c in CHECKS}
    assert all(milliseconds > 0 for milliseconds in stages.values())
