"""Likeness: what two texts share, weighed by how telling it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.likeness import Corpus, words

OUTAGES = {
    "charts": [
        "Argo CD cannot pull Helm charts from ghcr.io",
        "dial tcp: lookup ghcr.io: i/o timeout in argocd-repo-server",
        "The NetworkPolicy argocd-repo-server-network-policy allows no egress to port 443",
    ],
    "disk": [
        "Kafka broker will not start",
        "java.io.IOException: No space left on device on kafka-0",
        "log.retention.hours was never set, so segments stay",
    ],
    "dns": ["CoreDNS restarts", "plugin/loop: Loop (127.0.0.1:53) detected", "resolv.conf"],
}


def test_words_that_name_something_are_whole() -> None:
    text = "mservice.elbv2.k8s.aws: i/o timeout at 10.0.0.1:53, CrashLoopBackOff, 파드가 a."
    assert words([text]) == {
        "mservice.elbv2.k8s.aws", "i/o", "timeout", "at", "10.0.0.1:53", "CrashLoopBackOff",
        "파드가",
    }  # fmt: skip


def test_the_same_outage_told_otherwise_is_found_with_the_words_that_say_so() -> None:
    retold = [
        "Charts are not pulled",
        "lookup ghcr.io: i/o timeout",
        "argocd-repo-server is cut off",
    ]
    found = Corpus(OUTAGES).nearest(retold)
    assert found
    name, alike = found
    assert name == "charts"
    assert {"argocd-repo-server", "ghcr.io", "i/o"} <= set(alike.shared)
    assert alike.score > 0.4


def test_another_outage_is_not_like_it() -> None:
    found = Corpus(OUTAGES).nearest(["Redis is evicted", "maxmemory was not set on redis-0"])
    assert found is None or found[1].score < 0.2


def test_a_text_is_not_compared_with_itself() -> None:
    corpus = Corpus(OUTAGES)
    same = corpus.nearest(OUTAGES["disk"])
    assert same
    assert (same[0], round(same[1].score, 6)) == ("disk", 1.0)
    other = corpus.nearest(OUTAGES["disk"], but="disk")
    assert other is None or other[0] != "disk"


def test_few_words_are_like_nothing() -> None:
    found = Corpus({**OUTAGES, "short": ["DNS fails"]}).nearest(["DNS fails"])
    assert found
    assert found[1].score < 0.4


@pytest.mark.parametrize("texts", [{}, {"a": []}, {"a": [""]}])
def test_nothing_is_like_nothing(texts: dict[str, list[str]]) -> None:
    assert Corpus(texts).nearest(["anything at all"]) is None
    assert Corpus(OUTAGES).nearest([]) is None


@given(st.dictionaries(st.text(max_size=3), st.lists(st.text()), max_size=5), st.lists(st.text()))
def test_scores_are_from_0_to_1_and_the_same_again(
    texts: dict[str, list[str]], asked: list[str]
) -> None:
    found = Corpus(texts).nearest(asked)
    backwards = Corpus(dict(reversed(texts.items()))).nearest(asked)
    assert found == backwards
    if found:
        assert found[0] in texts
        assert 0 <= found[1].score <= 1
        assert set(found[1].shared) <= words(asked)


def test_a_thousand_texts_are_compared_at_once() -> None:
    texts = {f"t{n}": [f"word{n % 97} name-{n} other{n % 13}"] * 30 for n in range(1_000)}
    corpus = Corpus(texts)
    start = time.process_time()
    for parts in texts.values():
        corpus.nearest(parts)
    assert time.process_time() - start < 10
