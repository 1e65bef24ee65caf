"""The walls: who may import whom, how long a room's file may be, what a cold check may load."""

import ast
import importlib
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import NoneType
from typing import get_type_hints

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from runbook_gen.cli.command_line import COMMANDS

ROOT = Path(__file__).parents[1]
DATA = ROOT / "runbook_gen" / "ordinary"
MODULES = sorted(p for p in (ROOT / "runbook_gen").rglob("*.py") if DATA not in p.parents)
HEAVY = (
    "rich",
    "jinja2",
    "babel",
    "markdown_it",
    "mkdocs",
    "detect_secrets",
    "watchfiles",
    "runbook_gen.render",
)
JUNK_DRAWERS = {"utils", "util", "helpers", "common", "base", "manager", "misc"}


def test_no_wall_is_crossed() -> None:
    """The contracts are in pyproject.toml, under `tool.importlinter`."""
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
    assert code == EXIT_STATUS_SUCCESS


def test_no_junk_drawers() -> None:
    names = {part for path in MODULES for part in path.with_suffix("").parts}
    assert not names & JUNK_DRAWERS


def test_no_file_is_longer_than_250_lines() -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {str(p): n for p, n in lengths.items() if n > 250} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [p for p in MODULES if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]
    assert silent == []


def test_every_command_is_registered() -> None:
    defined = {p.stem for p in MODULES if p.parent.name == "cli" and "def add_arguments" in
               p.read_text("utf-8")} - {"command_line"}  # fmt: skip
    assert defined == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_as_the_command_line_needs_it(command: str) -> None:
    """Commands are loaded by name, where the type checker does not look."""
    module = importlib.import_module(f"runbook_gen.cli.{command}")
    assert get_type_hints(module.add_arguments) == {"parser": ArgumentParser, "return": NoneType}
    assert get_type_hints(module.run) == {"args": Namespace, "return": int}


def test_a_check_loads_only_what_it_needs() -> None:
    program = (
        "import sys; from runbook_gen.cli.main import main; code = main(['check', '--no-cache']);"
        f"print(code, [m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "0 []"
