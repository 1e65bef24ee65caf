"""The scan rules as SARIF: accepted by Microsoft's own validator."""

import json
from pathlib import Path
from typing import Any

import pytest
from export.rulesets import FILE, LOG, MANIFEST, METRIC, exported, hostile, real, rule, ruleset
from golden import same_as
from hypothesis import given
from hypothesis import strategies as st
from programs import Run, Tool

from runbook_gen.export import RuleSet, sarif_rules
from runbook_gen.model.artifact import Loss
from runbook_gen.model.rule import FileRule, ManifestRule

GOLDEN = Path(__file__).parent / "golden" / "sarif-rules"
PATH = "packs/sarif-rules/runbook.sarif"
NO_GLOBAL = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}


def judged(tool: Tool, run: Run, folder: Path, text: str) -> list[tuple[str, str]]:
    """The rules of SARIF that the text breaks, each with its level."""
    validator = tool("node", "sarif-multitool-linux")
    (folder / "rules.sarif").write_text(text, encoding="utf-8")
    told = run(validator, "validate", "rules.sarif", "--output", "judged.sarif", env=NO_GLOBAL)
    assert "Analysis completed successfully" in told.text, told.text
    (answer,) = json.loads((folder / "judged.sarif").read_text("utf-8-sig"))["runs"]
    return [(result["ruleId"], result.get("level", "warning")) for result in answer["results"]]


def descriptors(text: str) -> dict[str, Any]:
    return {each["id"]: each for each in json.loads(text)["runs"][0]["tool"]["driver"]["rules"]}


def test_what_a_reviewer_reads() -> None:
    files, _ = exported(sarif_rules, ruleset(rule(MANIFEST), rule(FILE, severity="info")))
    assert list(files) == [PATH]
    # The version of runbook-gen is not what is reviewed here.
    log = json.loads(files[PATH])
    log["runs"][0]["tool"]["driver"]["semanticVersion"] = "0.0.0"
    same_as(GOLDEN / "runbook.sarif", json.dumps(log, ensure_ascii=False, indent=2) + "\n")


@pytest.mark.parametrize("rules", [real(), hostile(), ruleset()], ids=["real", "hostile", "none"])
def test_the_validator_accepts_it(tool: Tool, run: Run, tmp_path: Path, rules: RuleSet) -> None:
    files, _ = exported(sarif_rules, rules)
    assert judged(tool, run, tmp_path, files[PATH]) == []


def test_the_validator_refuses_a_broken_one(tool: Tool, run: Run, tmp_path: Path) -> None:
    files, _ = exported(sarif_rules, ruleset(rule(FILE)))
    broken = files[PATH].replace('"helpUri": "https://', '"helpUri": "not a link')
    assert any(level == "error" for _, level in judged(tool, run, tmp_path, broken))


def test_a_scan_names_its_rules_by_the_same_ids() -> None:
    rules = real()
    files, losses = exported(sarif_rules, rules)
    wanted = [r.id for _, r in rules.rules if isinstance(r, ManifestRule | FileRule)]
    assert list(descriptors(files[PATH])) == wanted
    assert len(wanted) + len(losses) == len(rules.rules)


def test_it_closes_no_findings_of_a_scan() -> None:
    """A service compares runs of one category; one without results would mean: all mended."""
    (run,) = json.loads(exported(sarif_rules, real())[0][PATH])["runs"]
    assert run["results"] == []
    assert run["automationDetails"] == {"id": "runbook-rules/"}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1))
def test_words_come_back(words: str) -> None:
    said = descriptors(exported(sarif_rules, ruleset(rule(MANIFEST, words)))[0][PATH])
    descriptor = said["single-replica"]
    assert descriptor["shortDescription"]["text"] == words
    assert descriptor["fullDescription"]["text"] == words.replace("{culprit}", "…")
    assert descriptor["help"]["text"] == words
    page = "https://runbooks.example.com/en/incidents/api-slow.html"
    assert descriptor["help"]["markdown"] == f"{words}\n\n<{page}>"
    assert descriptor["helpUri"] == page


def test_rules_that_no_scan_runs_are_refused() -> None:
    _, losses = exported(sarif_rules, ruleset(rule(LOG), rule(METRIC)))
    assert losses == [
        Loss("dial-timeout", "sarif-rules", "it reads log text; a scan reads manifests and files"),
        Loss("restarts", "sarif-rules", "it reads metrics; a scan reads manifests and files"),
    ]
