"""The Prometheus pack, accepted and proven by promtool."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import Need
from export.rulesets import METRIC, exported, rule, ruleset
from golden import same_as
from programs import Replays
from sources import REAL, SOUND, collection

from runbook_gen.export import RuleSet, prometheus
from runbook_gen.export.alert import alert_name
from runbook_gen.export.prometheus import FOLDER, RULES, TESTS, export
from runbook_gen.load.source import Source
from runbook_gen.model.artifact import Artifact, Loss

METRIC_RULE = """
  - kind: metric
    id: names-unresolved
    title: {ko: "이름 풀이: 실패 # 늘어남", en: "Lookups fail: more # of them"}
    severity: warning
    confidence: heuristic
    expr: |-
      sum by (pod) (rate(lookups_failed_total[5m]))
        > 0
    for: 2m
    message:
      ko: "{pod}의 이름 풀이가 실패한다 {{ .Evil }} {{"
      en: '{pod} fails: "quoted" \\ back ✓'
    remediation: {ko: 본다, en: Look.}
    examples:
      fires:
        - series: [{series: 'lookups_failed_total{pod="a"}', values: 0+1x20}]
          at: 10m
          labels: {pod: a}
      silent:
        - series: [{series: 'lookups_failed_total{pod="a"}', values: 0x20}]
          at: 10m
"""


def pack(folder: Path, language: str, *more: Source) -> dict[str, str]:
    loaded = collection(folder, *more)
    rules = RuleSet(loaded.rules, loaded.settings.record, language)
    return {a.path: a.text for a in export(rules) if isinstance(a, Artifact)}


def promtool(tool: str, folder: Path, files: dict[str, str]) -> str:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    said = []
    for command in (["check", "rules", RULES], ["test", "rules", TESTS]):
        done = subprocess.run([tool, *command], cwd=folder / FOLDER, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        said.append(done.stdout)
    return "".join(said)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_promtool_accepts_the_real_pack(
    need: Need, tmp_path: Path, language: str, replayed: Replays
) -> None:
    files = pack(REAL, language)
    said = promtool(need("promtool"), tmp_path, files)
    replayed("prometheus", len(yaml.safe_load(files[f"{FOLDER}/{TESTS}"])["tests"]))
    assert "SUCCESS: 6 rules found" in said or "rules found" in said


def with_metric_rule() -> Source:
    sound = (SOUND / "dns-down.yaml").read_text(encoding="utf-8")
    text = sound.replace("dns-down", "dns-slow").replace("dns-lookup-timeout", "dns-slow-lookup")
    return Source("incidents/dns-slow.yaml", (text.rstrip() + METRIC_RULE).encode())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_hostile_words_survive_yaml_and_templates(
    need: Need, tmp_path: Path, language: str
) -> None:
    """promtool compares the annotations that it renders with the words of the incident."""
    files = pack(SOUND, language, with_metric_rule())
    promtool(need("promtool"), tmp_path, files)
    same_as(Path(__file__).parent / f"prometheus.{language}.yml", files[f"{FOLDER}/{RULES}"])


def test_a_false_example_is_noticed(need: Need, tmp_path: Path) -> None:
    """The unit tests can fail: with its samples gone, the firing example is refused."""
    files = pack(SOUND, "en", with_metric_rule())
    files[f"{FOLDER}/{TESTS}"] = files[f"{FOLDER}/{TESTS}"].replace("0+1x20", "0x20")
    with pytest.raises(AssertionError, match="FAILED"):
        promtool(need("promtool"), tmp_path, files)


def test_every_alert_leads_to_its_page() -> None:
    loaded = collection(REAL)
    groups = yaml.safe_load(pack(REAL, "ko")[f"{FOLDER}/{RULES}"])["groups"]
    metric = {r.id: i.id for i, r in loaded.rules if r.kind == "metric"}
    alerts = [alert for group in groups for alert in group["rules"]]
    assert {alert["labels"]["rule"]: alert["labels"]["incident"] for alert in alerts} == metric
    for alert in alerts:
        page = f"/ko/incidents/{alert['labels']['incident']}.html"
        assert alert["annotations"]["runbook_url"] == "https://runbooks.example.com" + page
        assert alert["alert"] == alert_name(alert["labels"]["rule"])


def test_log_rules_are_refused_with_a_reason() -> None:
    loaded = collection(SOUND)
    results = list(export(RuleSet(loaded.rules, loaded.settings.record, "en")))
    losses = [r for r in results if isinstance(r, Loss)]
    reason = "it reads log text; Prometheus reads metrics"
    assert losses == [Loss("dns-lookup-timeout", "prometheus", reason)]


def test_an_alert_of_another_incident_is_noticed(need: Need, tmp_path: Path) -> None:
    """One check for all of them: a pack of a thousand rules must not have a million."""
    rules = ruleset(rule(METRIC))
    here, alert = rules.rules[0]
    elsewhere = here.model_copy(update={"id": "elsewhere"})
    both = replace(rules, rules=((here, alert), (elsewhere, rule(METRIC, id="the-same-again"))))
    with pytest.raises(AssertionError, match='alertname="TheSameAgain"'):
        promtool(need("promtool"), tmp_path, exported(prometheus, both)[0])
    declared = rule(METRIC, id="the-same-again", also_matches=[here.id])
    back = rule(METRIC, also_matches=["elsewhere"])
    agreed = replace(rules, rules=((here, back), (elsewhere, declared)))
    promtool(need("promtool"), tmp_path, exported(prometheus, agreed)[0])
