"""The neutral pack: whole, and valid by the schema beside it."""

import json

import jsonschema
from programs import Replays
from sources import REAL, collection

from runbook_gen.engine.proof import trials
from runbook_gen.export import RuleSet
from runbook_gen.export.rules_json import export, read_rules
from runbook_gen.model.artifact import Artifact


def files() -> dict[str, str]:
    loaded = collection(REAL)
    rules = RuleSet(loaded.rules, loaded.settings.record, "ko")
    return {a.path: a.text for a in export(rules) if isinstance(a, Artifact)}


def test_it_is_valid_by_its_own_schema() -> None:
    written = files()
    schema = json.loads(written["rules.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(written["rules.json"]), schema)


def test_what_is_read_back_still_proves_itself(replayed: Replays) -> None:
    rules = read_rules(files()["rules.json"].encode())
    tried = [trial for incident, rule in rules for trial in trials(incident, rule)]
    assert all(trial.passed for trial in tried)
    replayed("rules-json", len(tried))


def test_it_has_every_rule_whole() -> None:
    pack = json.loads(files()["rules.json"])
    assert pack["version"] == 1
    expected = {rule.id: rule for _, rule in collection(REAL).rules}
    assert [row["rule"]["id"] for row in pack["rules"]] == list(expected)
    for row in pack["rules"]:
        rule = expected[row["rule"]["id"]]
        assert row["rule"] == rule.model_dump(mode="json", by_alias=True, exclude_none=True)
        assert set(row["incident"]["pages"]) == {"ko", "en"}
