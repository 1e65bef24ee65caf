"""Proof as JUnit XML: what CI systems show as tests."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from runbook_gen.model.proof import Case, Proven

ALLOWED = {"\t", "\n", "\r"}


def report(proven: Sequence[Proven]) -> str:
    """A suite for each rule, a test for each case."""
    root = ET.Element("testsuites", name="runbook-gen test")
    for rule in proven:
        outcomes = [case.outcome for case in rule.cases]
        suite = ET.SubElement(
            root,
            "testsuite",
            name=rule.rule,
            tests=str(len(outcomes)),
            failures=str(outcomes.count("failed")),
            errors="0",
            skipped=str(outcomes.count("not run")),
        )
        for case in rule.cases:
            _test(suite, rule, case)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _test(suite: ET.Element, rule: Proven, case: Case) -> None:
    test = ET.SubElement(
        suite,
        "testcase",
        classname=f"{rule.incident}.{rule.rule}",
        name=_clean(f"{case.trial}: {case.name}"),
        file=_clean(case.place.file),
    )
    if case.outcome == "failed":
        failure = ET.SubElement(test, "failure", message=_clean(case.detail))
        failure.text = _clean(f"{case.place}: {case.detail}")
    elif case.outcome == "not run":
        ET.SubElement(test, "skipped", message=_clean(case.detail))


def _clean(text: str) -> str:
    """`text` without what XML cannot hold."""
    return "".join(
        c if c.isprintable() or c in ALLOWED else "\N{REPLACEMENT CHARACTER}" for c in text
    )
