"""Invocations: tool, subcommand, options."""

import pytest

from runbook_gen.engine.invocation import ahead, behind, found, tool_name


@pytest.mark.parametrize(
    ("word", "tool"),
    [("rm", "rm"), ("/usr/bin/rm", "rm"), ("\\rm", "rm"), ("mkfs.ext4", "mkfs"), ("./x.sh", "x")],
)
def test_tool_name(word: str, tool: str) -> None:
    """Neither path, alias escape nor variant hides a tool."""
    assert tool_name(word) == tool


@pytest.mark.parametrize(
    ("line", "own", "words"),
    [
        ("get pods", 0, ["get"]),
        ("-n prod get pods", 0, ["prod", "get"]),
        ("--context=lab get pods", 0, ["get"]),
        ("LANG=C rm x", 0, ["rm"]),
        ("30 kubectl delete", 1, ["30", "kubectl"]),
        ("-k 5 30 kubectl delete", 1, ["5", "30", "kubectl"]),
        ("", 0, []),
    ],
)
def test_ahead(line: str, own: int, words: list[str]) -> None:
    """A word behind an option may be its value or the subcommand."""
    split = tuple(line.split())
    assert [split[index] for index in ahead(split, own)] == words


def test_behind_finds_a_subcommand_of_several_words() -> None:
    """Options may stand between its words, and its parts may hold wildcards."""
    words = ("--region", "x", "ec2", "--debug", "delete-vpc", "--vpc-id", "v")
    assert list(behind(words, ("*", "delete-*"))) == [(("ec2", "delete-vpc"), ("--vpc-id", "v"))]
    assert not list(behind(("get", "delete"), ("delete",)))


@pytest.mark.parametrize(
    ("line", "wanted", "word"),
    [
        ("origin --force", "--force", "--force"),
        ("--force=true", "--force", "--force=true"),
        ("--force=false", "--force", None),
        ("--forceful", "--force", None),
        ("-fdx", "-f", "-fdx"),
        ("--foo", "-f", None),
        ("origin :main", ":?*", ":main"),
    ],
)
def test_found(line: str, wanted: str, word: str | None) -> None:
    """Short options are found among others, long ones only whole."""
    assert found(tuple(line.split()), wanted) == word
