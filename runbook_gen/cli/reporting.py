"""Printing findings, in the format that was asked for."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import TYPE_CHECKING

from runbook_gen.cli.command import CLEAN, FINDINGS

if TYPE_CHECKING:
    from runbook_gen.model.finding import Finding

FORMATS = ("text", "json")
FINDING_FORMATS = (*FORMATS, "sarif", "github")


def add_format(parser: ArgumentParser, formats: Sequence[str] = FORMATS) -> None:
    """Declare `--format`."""
    parser.add_argument("--format", choices=formats, default="text", help="how to report")


def add_strict(parser: ArgumentParser) -> None:
    """Declare `--strict`."""
    parser.add_argument("--strict", action="store_true", help="let notes fail, too")


def verdict(findings: Sequence["Finding"], *, strict: bool) -> int:
    """The exit code: errors and warnings fail, notes only when strict."""
    failing = [f for f in findings if strict or f.severity != "note"]
    return FINDINGS if failing else CLEAN


def show(findings: Sequence["Finding"], form: str) -> None:
    """Print findings to standard output."""
    from runbook_gen.report import REPORTS

    emit(REPORTS[form](findings), colour=form == "text")


def show_failing(findings: Sequence["Finding"], form: str, *, strict: bool) -> None:
    """Print what stops a build; of notes only how many there are. JSON has everything."""
    failing = [f for f in findings if strict or f.severity != "note"]
    if form == "json":
        show(findings, form)
    elif failing:
        show(failing, form)
    if form == "text" and (notes := len(findings) - len(failing)):
        emit(f"{notes} note{'s'[: notes - 1]}: 'runbook-gen check' shows them.\n", colour=False)


def emit(text: str, *, colour: bool) -> None:
    """Print a report; in colour where a person looks at it and `NO_COLOR` is not set."""
    if not (colour and sys.stdout.isatty()) or os.environ.get("NO_COLOR"):
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from rich.console import Console
    from rich.text import Text

    shown = Text(text)
    shown.highlight_regex(r"(?m)^\S+:\d+:\d+:", "bold")
    shown.highlight_regex(r"(?m)\[error: [\w-]+\]$|\^$", "red")
    shown.highlight_regex(r"(?m)\[warning: [\w-]+\]$", "yellow")
    shown.highlight_regex(r"(?m)\[note: [\w-]+\]$", "cyan")
    shown.highlight_regex(r"(?m)^ +\d* \|", "dim")
    Console(highlight=False, soft_wrap=True).print(shown, end="")
