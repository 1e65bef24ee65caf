"""`explain`: the manual of the checks, and what a rule's finding means."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sources import SOUND

from runbook_gen.check import CHECKS
from runbook_gen.cli.main import main

CAVEAT = "    caveats: [{ko: 느릴 뿐일 수 있다, en: It may just be slow}]\n"
EXPLAINED = """\
dns-lookup-timeout (Log signature, Warning)

A lookup timed out

The DNS does not answer

What to do now: Read the log of CoreDNS

Mind: It may just be slow

exact: only this failure looks so
draft: the fault is not recorded

Runbook: The DNS does not answer
https://runbooks.example.com/en/incidents/dns-down.html
"""
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def explain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Said:
    """Run it beside the sound collection, whose rule has a caveat."""
    shutil.copytree(SOUND, tmp_path / "incidents")
    with (tmp_path / "incidents" / "dns-down.yaml").open("a", encoding="utf-8") as file:
        file.write(CAVEAT)
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["explain", *words])
        return code, *capsys.readouterr()

    return run


def test_it_lists_and_tells_every_check(explain: Said) -> None:
    contents = explain()[1].splitlines()
    assert len(contents) == len(CHECKS) + 3  # schema, secret, yaml
    for line in contents:
        code, page, _ = explain(line.split()[0])
        assert code == 0
        assert "**Why.**" in page


@pytest.mark.parametrize("id", ["drift", "ignore-without-reason"])
def test_it_knows_what_a_scan_finds_without_a_rule(explain: Said, id: str) -> None:
    code, said, _ = explain(id)
    assert code == 0
    assert said.startswith(f"{id} (warning)\n\n")


def test_it_tells_a_rule_in_the_readers_language(explain: Said) -> None:
    assert explain("dns-lookup-timeout", "--language", "en") == (0, EXPLAINED, "")
    said = explain("dns-lookup-timeout")[1]
    assert "\n주의: 느릴 뿐일 수 있다\n" in said
    assert said.endswith("/ko/incidents/dns-down.html\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("dns-lookup-timeou",), "Did you mean 'dns-lookup-timeout'?"),
        (("drif",), "Did you mean 'drift'?"),
        (("dns-lookup-timeout", "--language", "fr"), "Choose one of: ko, en."),
        (("open-fence", "--collection", "nowhere"), ""),
        (("dns-lookup-timeout", "--collection", "nowhere"), "nowhere is not a folder"),
    ],
)
def test_what_it_cannot_tell(explain: Said, words: tuple[str, ...], said: str) -> None:
    code, _, error = explain(*words)
    assert code == (2 if said else 0)
    assert said in error
    assert error.count("\n") == (1 if said else 0)


def test_a_rule_needs_its_collection(
    explain: Said, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    code, _, error = explain("dns-lookup-timeout")
    assert code == 2
    assert "For a rule, name its collection: --collection DIR." in error
    assert explain("open-fence")[0] == 0
