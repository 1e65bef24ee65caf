"""`runbook-gen script`: one incident's steps as a Bash script."""

import subprocess
from pathlib import Path

import pytest
from sources import REAL

from runbook_gen.cli.main import main

ARGS = ("--collection", str(REAL))


def test_it_writes_to_a_file_or_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "run.sh"
    assert main(["script", "vpc-delete-blocked", "--language", "en", *ARGS]) == 0
    printed = capsys.readouterr().out
    assert main(["script", "vpc-delete-blocked", "--language", "en", "-o", str(file), *ARGS]) == 0
    assert file.read_text("utf-8") == printed
    assert "bash" in capsys.readouterr().err
    shown = subprocess.run(
        ["bash", str(file), "--input", "VPC_ID=vpc-1"], capture_output=True, text=True, check=True
    )
    assert "VPC_ID: vpc-1" in shown.stdout


def test_it_speaks_the_collections_source_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", "vpc-delete-blocked", *ARGS]) == 0
    assert "먼저 확인" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["vpc-delete-bloked"], "Did you mean 'vpc-delete-blocked'?"),
        (["zzz"], "Name one by its file, without .yaml."),
        (["vpc-delete-blocked", "--language", "fr"], "Choose one of: ko, en."),
    ],
)
def test_what_it_cannot_write_it_says(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["script", *words, *ARGS]) == 2
    assert said in capsys.readouterr().err
