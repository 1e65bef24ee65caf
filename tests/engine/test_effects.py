"""What commands do, by their tools (the check's cases show many more)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.effects import RUNNERS, TABLES, TOOLS, verdict

WORDS = st.sampled_from(
    [*TOOLS, *" ".join(RUNNERS).split(), "-n", "x", "delete", "exec", "-u", "--", "'", '"', "$(",
     ")", ";", "|", ">"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("script", "effect"),
    [
        ("kubectl --context x delete pod api", "destroys"),
        ("aws --region r ec2 terminate-instances --instance-ids i-1", "destroys"),
        ("terraform apply -auto-approve -destroy", "destroys"),
        ("git push --force", "destroys"),
        ("helm upgrade --install api ./chart", "changes"),
        ("kubectl get pods | grep api > pods.txt", "changes"),
        ("for i in a b; do echo $i > $i.txt; done", "changes"),
        ("echo $(kubectl delete pod api)", "destroys"),
        ("sudo -u git rm x", "destroys"),
        ("env A=b xargs -n 1 helm uninstall", "destroys"),
        ("find . -name '*.yaml' -exec kubectl delete -f {} +", "destroys"),
        ("kubectl get pods -A 2>/dev/null | sort -u", "reads"),
        ("cmd 2>&1", None),
        ("kubectl frobnicate", None),
        ("bash cleanup.sh", None),
        ("", None),
    ],
)
def test_the_strongest_part_counts(script: str, effect: str | None) -> None:
    found = verdict(script)
    assert (found and found.effect) == effect


def test_no_tool_is_in_two_tables() -> None:
    """The later one would silently win."""
    names = [name for table in TABLES for names in table for name in names.split()]
    assert sorted(names) == sorted(set(names))


@given(st.text() | st.lists(WORDS).map(" ".join))
def test_no_text_breaks_it(script: str) -> None:
    """Wrapped, nested or broken: there is an answer."""
    verdict(script)


def test_a_long_chain_of_wrappers_is_read_to_its_end() -> None:
    """No recursion, and no word is read twice: what runs what may be nested without end."""
    for chain in ("sudo " * 1_500, "env -u " * 1_000):
        found = verdict(f"{chain}rm x")
        assert found is not None
        assert found.effect == "destroys"
