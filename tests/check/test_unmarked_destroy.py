"""Reading commands for destruction survives any text (what it finds stands in the cases)."""

from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.check.unmarked_destroy import DESTROYS, RUNNERS, destruction

TOOLS = [tool for tools in (*DESTROYS, *RUNNERS) for tool in tools.split()]
WORDS = st.sampled_from([*TOOLS, "-n", "x", "delete", "exec", "--", "'", '"', "$(", ")", ";", "|"])


@given(st.text() | st.lists(WORDS).map(" ".join))
def test_no_text_breaks_it(script: str) -> None:
    """Wrapped, nested or broken: there is an answer."""
    destruction(script)


def test_a_long_chain_of_wrappers_is_read_to_its_end() -> None:
    """No recursion: what runs what may be nested as deep as a script is long."""
    assert destruction("sudo " * 1_500 + "rm x") == "rm"
