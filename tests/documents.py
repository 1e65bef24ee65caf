"""Manifest and file rules for tests: made in one line, and tried on files from memory."""

from collections.abc import Mapping
from typing import Any

from sources import SOUND, collection

from runbook_gen.engine.judge import Judge, Judged
from runbook_gen.model.fault import Fault, Unjudged
from runbook_gen.model.rule import FileRule, ManifestRule
from runbook_gen.model.tree import MemoryTree

INCIDENT = collection(SOUND).incidents[0].record
OBJECT = "apiVersion: v1\nkind: Thing\n"


def _base(expr: str, more: Mapping[str, Any]) -> dict[str, Any]:
    said = {"ko": "잘못 {culprit}", "en": "wrong: {culprit}"}
    return {
        "id": "a-rule",
        "title": said,
        "severity": "warning",
        "message": said,
        "remediation": {"ko": "고친다", "en": "Mend it."},
        "confidence": "exact",
        "expr": expr,
        "examples": {"fires": [{"a.yaml": "a: 1"}], "silent": [{"a.yaml": "a: 2"}]},
        **more,
    }


def manifest_rule(expr: str, resources: tuple[str, ...] = ("*",), **more: Any) -> ManifestRule:
    """A rule over the Kubernetes objects of some resources."""
    match = {"apiGroups": ["*"], "resources": list(resources)}
    return ManifestRule.model_validate(_base(expr, {"kind": "manifest", "match": match, **more}))


def file_rule(expr: str, glob: str = "*", parser: str = "yaml", **more: Any) -> FileRule:
    """A rule over files."""
    match = {"globs": [glob], "parser": parser}
    return FileRule.model_validate(_base(expr, {"kind": "file", "match": match, **more}))


def judged(files: Mapping[str, str], *rules: FileRule | ManifestRule) -> list[Judged]:
    """What rules say of files."""
    return list(Judge((INCIDENT, rule) for rule in rules).judge(MemoryTree(files)))


def faults(files: Mapping[str, str], *rules: FileRule | ManifestRule) -> list[tuple[str, int, int]]:
    """Where rules fire; that they could judge everything is asserted."""
    found = judged(files, *rules)
    assert [j for j in found if isinstance(j, Unjudged)] == []
    return [(fault.file, fault.line, fault.column) for fault in found if isinstance(fault, Fault)]


def reasons(files: Mapping[str, str], *rules: FileRule | ManifestRule) -> list[str]:
    """Why rules could not judge."""
    return [j.reason for j in judged(files, *rules) if isinstance(j, Unjudged)]
