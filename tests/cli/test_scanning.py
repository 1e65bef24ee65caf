"""A tree is judged by two processes as by one."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources import REAL, ROOT, collection

from runbook_gen.cli import scanning, two
from runbook_gen.cli.disk_tree import DiskTree
from runbook_gen.cli.targets import Chosen, Target
from runbook_gen.engine.cel import BadExpression
from runbook_gen.model.tree import MemoryTree
from runbook_gen.scan import Book, Scanned, book, scan, together

BOOK = book(collection(REAL))
BROKEN = ROOT / "tests" / "scan" / "seed" / "broken"
POLICY = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec:\n"
FILES = {
    path.relative_to(BROKEN).as_posix(): path.read_text("utf-8")
    for path in sorted(BROKEN.rglob("*"))
    if path.is_file()
} | {
    "no-policy.yaml": f"{POLICY}  egress: [\n",  # met by whoever asks for all policies
    "template.yaml": f"{POLICY}  egress: {{{{ .Values.egress }}}}\n",
    "plain.yaml": "a: 1\n",
}


@pytest.fixture
def target(tmp_path: Path) -> Target:
    """All files, one of them that is not UTF-8."""
    root = tmp_path / "tree"
    shutil.copytree(BROKEN, root)
    for name, text in FILES.items():
        (root / name).write_text(text, "utf-8")
    (root / "latin.yaml").write_bytes(b"a: \xe9\n")
    return Target(DiskTree(root), lambda _: True, lambda _: True, lambda path: path)


@pytest.fixture(params=[1, 100_000])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many files are too many for one process."""
    monkeypatch.setattr(scanning, "MANY", request.param)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1}, raising=False)


@pytest.mark.usefixtures("many")
def test_all_is_told(target: Target) -> None:
    found = scanning.scanned(target, BOOK, "en")
    assert len(found.findings) == 10
    assert {left.file for left in found.unjudged} == {"latin.yaml", "no-policy.yaml"}
    assert found.templates == {"template.yaml"}


def test_two_processes_find_what_one_does(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = scanning.scanned(target, BOOK, "ko")
    monkeypatch.setattr(scanning, "MANY", 1)
    monkeypatch.setattr(two, "possible", lambda: True)
    assert scanning.scanned(target, BOOK, "ko") == alone


@pytest.mark.usefixtures("many")
def test_a_rule_that_is_not_cel_is_told(target: Target) -> None:
    rule = BOOK.known[0]._replace(expr="object.")
    with pytest.raises(BadExpression):
        scanning.scanned(target, Book((rule,), BOOK.pages, BOOK.manual), "en")


def test_what_fails_beside_is_nothing() -> None:
    def work() -> bytes:
        raise LookupError

    assert two.beside(work, lambda: 1) == (1, b"")


def test_what_fails_here_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        two.beside(lambda: b"x" * 1_000_000, lambda: 1 // 0)


@given(st.lists(st.sampled_from(sorted(FILES)), unique=True))
def test_shares_make_the_whole(some: list[str]) -> None:
    def found(share: Chosen | None = None) -> Scanned:
        return scan(MemoryTree(FILES), BOOK.rules, "en", lambda _: "", None, share)

    shares = [found(some.__contains__), found(lambda path: path not in some)]
    assert together(shares) == found()
