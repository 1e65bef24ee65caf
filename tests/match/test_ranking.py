"""What many hits add up to, without holding them."""

from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.match import Ranking, rank
from runbook_gen.model.hit import Hit

HITS = st.builds(
    Hit,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["r", "s"]),
    st.just("log"),
    st.integers(1, 30),
    st.just("text"),
    st.sampled_from(["exact", "heuristic"]),
)


@given(st.lists(HITS))
def test_it_counts_lines_and_rules_once(hits: list[Hit]) -> None:
    for ranked in rank(hits):
        of = [hit for hit in hits if hit.incident == ranked.incident]
        assert ranked.rules == len({hit.rule for hit in of})
        assert ranked.lines == len({hit.line for hit in of})
        assert ranked.first == of[0]
        assert (ranked.confidence == "exact") is any(hit.confidence == "exact" for hit in of)


def test_a_line_on_every_page_is_counted_without_being_kept() -> None:
    ranking = Ranking()
    for number in range(100_000):
        for rule in "rs":
            ranking.add(Hit("a", rule, "log", number, "text", "exact"))
    assert [r.lines for r in ranking.ranks()] == [100_000]
