"""Scanning: what is ignored, what was known before, and what lives otherwise than declared."""

import json

import pytest
from documents import INCIDENT, OBJECT, manifest_rule
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.reading import Reading
from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Place
from runbook_gen.model.tree import MemoryTree
from runbook_gen.scan import Scanned, drift, scan
from runbook_gen.scan.baseline import fingerprint, new, written

RULE = manifest_rule("object.a == 'bad'", culprits="[object.a]")


def scanned(*files: str, language: str = "en") -> Scanned:
    """What the rule finds in files 1.yaml, 2.yaml and so on."""
    tree = MemoryTree({f"{number}.yaml": text for number, text in enumerate(files, 1)})
    return scan(tree, [(INCIDENT, RULE)], language, lambda incident: f"https://x/{incident.id}")


def test_a_finding_says_all_that_a_reader_needs() -> None:
    (finding,) = scanned(OBJECT + "a: bad # why\r\n", language="ko").findings
    assert finding == Finding(
        "a-rule",
        "warning",
        Place("1.yaml", 3, 4, "a: bad # why"),
        "잘못 bad",
        "고친다",
        INCIDENT.id,
        "exact",
        f"https://x/{INCIDENT.id}",
        "잘못 {culprit}",
    )


def test_a_culprit_in_a_message_is_one_short_line() -> None:
    rule = manifest_rule("true", culprits="[object.a]")
    text = OBJECT + 'a: "x\\ny' + "z" * 5000 + '"\n'
    result = scan(MemoryTree({"a.yaml": text}), [(INCIDENT, rule)], "en", lambda _: "")
    (finding,) = result.findings
    assert finding.message.startswith("wrong: x yzzz")
    assert len(finding.message) < 250


def test_what_is_left_is_counted() -> None:
    result = scanned(OBJECT + "a: [", OBJECT + "a: {{ .Values.a }}", OBJECT, OBJECT + "a: ok")
    assert result.findings == ()
    assert len(result.templates) == 1
    assert {(u.file, u.rule) for u in result.unjudged} == {("1.yaml", ""), ("3.yaml", "a-rule")}


@pytest.mark.parametrize(
    "text",
    [
        "a: bad # runbook-gen: ignore a-rule it is meant",
        "# runbook-gen: ignore a-rule it is meant\na: bad",
        "# runbook-gen: ignore a-rule it is meant\n  # more\n#\na: bad",
        "# runbook-gen: ignore other x\n# runbook-gen: ignore a-rule y\na: bad",
        "#runbook-gen:ignore a-rule 이유\na: bad",
        "# runbook-gen: ignore a-rule it is meant\r\na: bad\r\n",
    ],
)
def test_a_comment_with_a_reason_lets_a_finding_pass(text: str) -> None:
    result = scanned(OBJECT + text)
    assert (result.findings, result.ignored) == ((), 1)


@pytest.mark.parametrize(
    "text",
    [
        "a: bad # runbook-gen: ignore other-rule it is meant",
        "a: bad # runbook-gen: ignore a-rule-2 it is meant",
        "a: bad # runbook-gen: ignore",
        "a: bad\n# runbook-gen: ignore a-rule it is meant",
        "# runbook-gen: ignore a-rule it is meant\n\na: bad",
        "# runbook-gen: ignore a-rule it is meant\nb: 1\na: bad",
        "b: 1 # runbook-gen: ignore a-rule it is meant\na: bad",
    ],
)
def test_a_comment_elsewhere_or_for_others_does_not(text: str) -> None:
    result = scanned(OBJECT + text)
    assert [f.id for f in result.findings] == ["a-rule"]
    assert result.ignored == 0


@pytest.mark.parametrize("end", ["", " ", "\t", "\r"])
def test_a_comment_without_a_reason_is_a_finding_itself(end: str) -> None:
    first, second = scanned(OBJECT + f"a: bad # runbook-gen: ignore a-rule{end}").findings
    assert (first.id, second.id) == ("a-rule", "ignore-without-reason")
    assert second.place[:3] == ("1.yaml", 3, 8)


@given(st.text(), st.text())
def test_no_comment_breaks_a_scan(before: str, behind: str) -> None:
    scanned(f"{OBJECT}a: bad #{before}runbook-gen: ignore{behind}")


def finding(line: int, source: str, id: str = "a", file: str = "a.yaml") -> Finding:
    return Finding(id, "warning", Place(file, line, 1, source), "m", "r")


def test_a_known_finding_stays_known_when_it_moves() -> None:
    known = written([finding(1, "  x")])
    assert list(new([finding(9, "x  ")], known)) == []
    others = [finding(1, "y"), finding(1, "x", "b"), finding(1, "x", file="b.yaml")]
    assert list(new(others, known)) == others


def test_of_equal_findings_those_beyond_the_count_are_new() -> None:
    known = written([finding(1, "x"), finding(2, "x")])
    assert list(new([finding(n, "x") for n in (1, 2, 3)], known)) == [finding(3, "x")]


FINDINGS = st.lists(
    st.builds(finding, st.integers(1, 99), st.sampled_from("xyz"), st.sampled_from("ab"))
)


@given(FINDINGS, FINDINGS)
def test_a_baseline_knows_what_it_was_written_of_and_no_more(
    old: list[Finding], more: list[Finding]
) -> None:
    known = written(old)
    assert json.loads(known)["version"] == 1
    assert list(new(old, known)) == []
    assert len(list(new([*old, *more], known))) == len(more)
    assert list(new(more, written([]))) == more


@given(st.text(), st.text(), st.text())
def test_a_fingerprint_tells_its_parts_apart(id: str, file: str, source: str) -> None:
    marks = {
        fingerprint(finding(1, source, id, file)),
        fingerprint(finding(1, source + "+", id, file)),
        fingerprint(finding(1, source, id + "+", file)),
        fingerprint(finding(1, source, id, file + "+")),
    }
    assert len(marks) == 4


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "1", '{"version": 1}', '{"version": 2, "findings": []}', "[" * 100_000]
    + [f'{{"version": 1, "findings": {rows}}}' for rows in ("1", "[1]", "[{}]", "null", '"abc"')],
    ids=lambda text: text[:30],
)
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no baseline of version 1"):
        list(new([finding(1, "x")], text))


POLICY = """\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec:
  podSelector: {}
  egress:
  - ports: [{port: 443}]
"""
LIVE = POLICY.replace("{name: api, namespace: shop}", "{name: api, namespace: shop, uid: '1'}")


def drifted(live: str, declared: str) -> list[str]:
    """Where and what differs, live objects first."""
    found = drift(
        Reading(MemoryTree({"live.yaml": live})), Reading(MemoryTree({"git.yaml": declared}))
    )
    assert all(f.place.file == "live.yaml" for f in found.live)
    assert all(f.place.file == "git.yaml" for f in found.declared)
    return [f"{f.place.line}:{f.place.column} {f.message}" for f in (*found.live, *found.declared)]


def test_what_is_as_declared_is_no_drift() -> None:
    served = LIVE.replace("{port: 443}", "{port: 443, protocol: TCP}") + "  policyTypes: [Egress]\n"
    assert drifted(served + "status: {}\n", POLICY) == []
    listed = "apiVersion: v1\nkind: List\nitems:\n- " + LIVE.replace("\n", "\n  ")
    assert drifted(listed, POLICY) == []
    assert drifted(LIVE, POLICY.replace(", namespace: shop", "")) == []
    assert drifted(LIVE, POLICY.replace("networking.k8s.io/v1", "networking.k8s.io/v1beta1")) == []


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ("port: 443", "port: 6443", "7:20 NetworkPolicy shop/api differs at "
         "spec.egress[0].ports[0].port from git.yaml:7"),
        ("  - ports", "  - to: []\n    ports", ""),
        ("  - ports", "  - to: [{podSelector: {}}]\n    ports", "7:9 "),
        ("  egress:\n", "  ingress: [{}]\n  egress:\n", "6:12 "),
        ("  egress:\n  - ports: [{port: 443}]\n", "", "5:3 "),
        ("podSelector: {}", "podSelector: {matchLabels: {a: b}}", "5:30 "),
        ("name: api", "name: web", "1:1 NetworkPolicy shop/web runs and is declared nowhere"),
    ],
)  # fmt: skip
def test_what_differs_is_named_where_it_lives(change: str, to: str, said: str) -> None:
    found = drifted(LIVE.replace(change, to), POLICY)
    assert found[0].startswith(said) if said else found == []


def test_what_is_declared_and_does_not_run_is_named() -> None:
    declared = f"{POLICY}---\n{POLICY.replace('name: api', 'name: web')}"
    assert drifted(LIVE, declared) == [
        "9:1 NetworkPolicy shop/web is declared here and does not run"
    ]
    assert drifted("", declared) == []  # of this kind nothing was asked for


def test_what_a_controller_owns_is_nobodys_to_declare() -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, ownerReferences: [{kind: ReplicaSet}]}\n"
    assert drifted(pod, POLICY) == []


def test_odd_objects_do_not_break_a_comparison() -> None:
    odd = "".join(f"apiVersion: v1\nkind: A\nmetadata: {m}\n---\n" for m in ("[1]", "{name: 1}"))
    drifted(odd, odd)
    assert drifted(odd, odd.replace("name: 1", "name: '1'")) == []
