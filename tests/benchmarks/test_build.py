"""The probe of whole builds and its peer: what they drive is still there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sources import ROOT

from benchmarks.build import GENERATORS, OURS, WAITING
from benchmarks.generator import write


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, float]]:
    """A project that the probe has built, and what it measured."""
    project = tmp_path_factory.mktemp("built")
    write(project / "incidents", 3)
    (project / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    return project, json.loads(_run("benchmarks.build", str(project)).splitlines()[-1])


def _run(module: str, *words: str) -> str:
    """Run a module of the benchmarks; what it said on standard error."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_every_stage_of_a_build_is_timed(built: tuple[Path, dict[str, float]]) -> None:
    _, stages = built
    assert set(stages) == {*OURS, WAITING, *GENERATORS}
    assert all(milliseconds > 0 for milliseconds in stages.values())


def test_the_same_pages_are_built_plainly(built: tuple[Path, dict[str, float]]) -> None:
    project, _ = built
    plain = project / "plain"
    _run("benchmarks.plain", str(project), str(plain))
    for language in ("ko", "en"):
        pages = {p.relative_to(project / "docs" / language).with_suffix(".html").as_posix()
                 for p in (project / "docs" / language).rglob("*.md")}  # fmt: skip
        made = {p.relative_to(plain / language).as_posix()
                for p in (plain / language).rglob("*.html")}  # fmt: skip
        assert pages <= made
        assert len(pages) > 10
