"""A repository made like the seed's: its waves are the list of the record."""

import json

from golden import same_as
from order.repositories import HERE, SEED, folder
from sources import REAL, collection

from runbook_gen.order import order
from runbook_gen.report import plan_text, plan_v1

RECORDED = {
    -2: ["root-app"],
    -1: ["foundations"],
    0: ["infrastructure"],
    20: ["alb-controller", "platform"],
    40: ["monitoring"],
    60: ["data-clusters"],
    70: ["gitops-tools"],
    80: ["api-services"],
}


def test_the_json_is_the_list_of_the_record() -> None:
    ordered = order(folder(SEED))
    told = json.loads(plan_v1.report(ordered.plan, ordered.findings))
    assert told["version"] == 1
    assert {w["wave"]: [app["name"] for app in w["apps"]] for w in told["waves"]} == RECORDED
    assert [w["wave"] for w in told["waves"]] == sorted(RECORDED)
    apps = {app["name"]: app for w in told["waves"] for app in w["apps"]}
    assert [name for name, app in apps.items() if not app["declared"]] == ["infrastructure"]
    assert len(apps["api-services"]["generates"]) == 7
    assert {app["parent"] for app in apps.values()} == {None, "root-app"}
    assert {"what": "argocd/apps/65-rabbitmq.yaml.disabled", "reason": "disabled"} in told["passed"]


def test_it_agrees_with_our_own_cluster_and_nothing_is_wrong() -> None:
    assert order(folder(SEED), cluster=collection(REAL).cluster).findings == ()


def test_the_reports_are_as_reviewed() -> None:
    ordered = order(folder(SEED))
    same_as(HERE / "golden" / "seed.txt", plan_text.report(ordered.plan))
    same_as(HERE / "golden" / "seed.json", plan_v1.report(ordered.plan, ordered.findings))
