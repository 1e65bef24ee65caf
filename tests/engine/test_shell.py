"""Shell: what Bash reads in a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.shell import (
    MAX_SCRIPT,
    SyntaxFault,
    placeholders,
    simple_commands,
    syntax_fault,
)

PIECES = ["$(", ")", "'", '"', "`", "<<E\n", "E\n", "|", "&&", "if ", "; then ", "fi", "<A>", "한 "]
SCRIPTS = st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join)


def test_placeholders_come_in_order_and_once() -> None:
    """A redirection with spaces is no placeholder, and neither is a number."""
    assert placeholders("a <B-1> < in > out <C_D> <B-1> <1>") == ["B-1", "C_D"]


@pytest.mark.parametrize(
    "script",
    [
        "kubectl logs <POD> | grep -v '^$' > slow.log",
        "cat <<EOF > x\n<TOKEN>\nEOF",
        'for f in *.yaml; do kubectl apply -f "$f"; done',
        "[[ -f x ]] && { rm x; } || true",
        "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
        "# only a comment",
        "",
    ],
)
def test_bash_has_no_fault(script: str) -> None:
    """Placeholders are words, and a script may span lines."""
    assert syntax_fault(script) is None


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("kubectl get pods |", SyntaxFault(1, 19, "")),
        ("echo 'abc", SyntaxFault(1, 6, "'abc")),
        ("echo 느림 )", SyntaxFault(1, 9, ")")),
        ("echo <TOKEN> )", SyntaxFault(1, 14, ")")),
        ("echo one\nif true; then\n  echo two", SyntaxFault(2, 1, "if true; then")),
    ],
)
def test_a_fault_has_a_place(script: str, fault: SyntaxFault) -> None:
    """Columns count characters, and the text is the author's, placeholders included."""
    assert syntax_fault(script) == fault


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("FOO=1 rm -rf 'a b' > /dev/null 2>&1", [("rm", "-rf", "a b")]),
        ("ls | xargs rm", [("ls",), ("xargs", "rm")]),
        ('x="$(rm y)"', [("rm", "y")]),
        ("psql <<< 'DROP'", [("psql",)]),
        ("psql <<E\nDROP\nE", [("psql",)]),
        ("aws ec2 \\\n  delete-vpc", [("aws", "ec2", "delete-vpc")]),
        ("if a; then b; fi", [("a",), ("b",)]),
        ("grep '느림' <FILE> {\U0010ffff", [("grep", "느림", "<FILE>", "{\U0010ffff")]),
    ],
)
def test_simple_commands(script: str, words: list[tuple[str, ...]]) -> None:
    """Redirections, assignments and here-documents are not words; words are the author's."""
    assert simple_commands(script) == words


def test_a_script_is_read_to_a_limit() -> None:
    """A broken pipeline of this length would take the grammar a minute and gigabytes."""
    assert syntax_fault("a|" * 50_000) is not None
    assert len(simple_commands("ls\n" * MAX_SCRIPT)) < MAX_SCRIPT


@given(SCRIPTS)
def test_no_text_breaks_it(script: str) -> None:
    """Whatever an author writes, there is an answer, and a fault is inside the script."""
    simple_commands(script)
    placeholders(script)
    if fault := syntax_fault(script):
        lines = script.split("\n")
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
