"""Checklists and marks: what there is to tick, under names that outlive an edit elsewhere."""

from sources import REAL, SOUND, collection

from runbook_gen.load.source import Source
from runbook_gen.model.collection import Collection
from runbook_gen.model.incident import Incident
from runbook_gen.render.checklist import IncidentList, incident_list, wave_lists
from runbook_gen.render.marks import Marker, excerpt

DNS = (SOUND / "dns-down.yaml").read_text("utf-8")


def incident(of: Collection, name: str) -> Incident:
    return of.by_id[name]


def changed(old: str, new: str) -> IncidentList:
    assert old in DNS
    text = DNS.replace(old, new).replace("id: dns-down", "id: dns-other", 1)
    whole = collection(SOUND, Source("incidents/dns-other.yaml", text.encode()))
    return incident_list(whole, incident(whole, "dns-other"))


def test_a_tick_outlives_a_translation_and_not_a_change_of_what_is_to_do() -> None:
    before = changed("id: dns-down", "id: dns-down").steps
    assert changed("Restart CoreDNS", "Restart the CoreDNS pods").steps == before
    assert changed("CoreDNS를 다시 시작한다", "CoreDNS를 멈춘다").steps != before


def test_equal_steps_have_names_of_their_own() -> None:
    whole = collection(REAL)
    for entry in whole.incidents:
        steps = incident_list(whole, entry.record).steps
        assert len(steps) == len(set(steps)) >= 2


def test_what_prevents_an_incident_names_its_rules_and_its_corrections() -> None:
    whole = collection(REAL)
    found = {
        p.step: p for p in incident_list(whole, incident(whole, "alb-controller-crashloop")).prevent
    }
    assert found["api-server-egress-allowed"].rules == ("api-server-egress-blocked",)
    assert found["api-server-egress-allowed"].caveat is not None
    assert found["networkpolicy-gitops-diff"].rules == ()
    lessons = [p for p in found.values() if p.list == "alb-controller-crashloop"]
    assert [p.rules for p in lessons] == [
        ("hard-coded-vpc-id", "hard-coded-vpc-id-in-workload", "hard-coded-vpc-id-in-patch")
    ]


def test_a_wave_waits_for_what_it_builds_on() -> None:
    lists = {of.wave.wave: of for of in wave_lists(collection(REAL))}
    assert list(lists) == sorted(lists)
    assert lists[80].needs == [("foundations", -1), ("alb-controller", 20)]
    assert [i.id for i in lists[80].open.first] == ["alb-controller-crashloop"]
    assert lists[40].open == ([], 0)
    assert {w.incident.id: w.rules for w in lists[20].brought_back.first} == {
        "alb-controller-crashloop": 4
    }
    assert {w.incident.id: w.rules for w in lists[20].struck.first} == {
        "alb-controller-crashloop": 6
    }


def test_the_line_that_a_rule_notices_is_marked() -> None:
    mark = Marker(incident(collection(REAL), "alb-controller-crashloop"))
    line = 'Get "https://10.96.0.1:443/api/v1": dial tcp 10.96.0.1:443: i/o timeout'
    found = mark(f"\nall is well\n{line}\nall is well")
    assert found.lines == (2,)
    assert "controller-api-server-timeout" in found.rules
    assert mark("all is well") == ((), ())


def test_an_excerpt_shows_the_telling_line_and_its_neighbours() -> None:
    found = excerpt(incident(collection(REAL), "webhook-refused-apps-outofsync"))
    assert found is not None
    assert "failed calling webhook" in found.text.split("\n")[found.line - 1]
    assert len(found.text.split("\n")) <= 3
