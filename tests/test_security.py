"""The threat model: each threat has a test, and the test is there."""

import re
import subprocess
import sys

from sources import ROOT

ROW = re.compile(r"^\| (?P<threat>.+) \| (?P<defence>.+) \| (?P<tests>`.+`) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "security.md").read_text("utf-8"))


def test_every_threat_has_a_defence_and_tests_that_are_there() -> None:
    assert len(ROWS) > 20
    named = sorted({name for _, _, tests in ROWS for name in re.findall(r"`([^`]+)`", tests)})
    assert all(name.startswith("tests/") for name in named)
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run([*command, *named], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for name in named:
        assert name in done.stdout, f"{name} holds no test"


def test_every_row_is_read() -> None:
    table = (ROOT / "docs" / "security.md").read_text("utf-8").split("| --- | --- | --- |\n")[1]
    assert table.split("\n\n")[0].strip().count("\n") + 1 == len(ROWS)
