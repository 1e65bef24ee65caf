"""Metric rules, proven by promtool: the exported alerts on the exported unit tests."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from runbook_gen.model.artifact import Artifact

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.proof import Outcome
    from runbook_gen.model.rule import MetricRule

HOW_TO_GET = "Install Prometheus (on Debian: apt install prometheus), which brings it."


class Promtool:
    """Runs a metric rule's unit tests, with every other alert beside it."""

    def __init__(self, collection: "Collection") -> None:
        self._collection = collection
        self._program = shutil.which("promtool")
        self._folder = TemporaryDirectory(prefix="runbook-gen-")

    def __enter__(self) -> "Promtool":
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    @property
    def missing(self) -> str:
        """What to say where there is no promtool."""
        return "" if self._program else f"metric rules were not run: no promtool. {HOW_TO_GET}"

    def __call__(self, rule: "MetricRule") -> tuple["Outcome", str]:
        """How the rule's tests ended, and why."""
        from runbook_gen.export import RuleSet, prometheus

        if not self._program:
            return "not run", f"promtool is not installed. {HOW_TO_GET}"
        settings = self._collection.settings.record
        rules = RuleSet(self._collection.rules, settings, self._collection.languages[0])
        files = [a for a in prometheus.export(rules, rule.id) if isinstance(a, Artifact)]
        for artifact in files:
            path = Path(self._folder.name) / Path(artifact.path).name
            path.write_text(artifact.text, encoding="utf-8")
        done = subprocess.run(
            [self._program, "test", "rules", prometheus.TESTS],
            cwd=self._folder.name,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        return ("passed", "") if done.returncode == 0 else ("failed", " ".join(said)[:2000])
