"""No command tells a secret, keeps one or publishes one; a public site tells no identifier."""

import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import KINDS, Invented, invented, leaks
from sources import REAL, ROOT, SOUND

from runbook_gen.cli.main import main

COMMANDS = (
    ["check"],
    ["check", "--format", "json"],
    ["check", "--format", "sarif"],
    ["check", "--format", "github"],
    ["check", "--no-cache"],
    ["render"],
    ["export"],
    ["build"],
    ["build", "--format", "json"],
    ["test", "--format", "junit"],
    ["match", "some.log"],
    ["match", "--format", "json", "some.log"],
    ["scan", "."],
    ["diff", "dist/rules"],
    ["explain", "dns-lookup-timeout"],
    ["new", "another"],
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SOUND, tmp_path / "incidents")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "some.log").write_text("lookup api on 10.96.0.10:53: read udp: i/o timeout\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(project: Path) -> Iterator[bytes]:
    """The bytes and names of every file that the commands wrote, hidden caches included."""
    for file in project.rglob("*"):
        if "incidents" not in file.relative_to(project).parts[:1] and file.is_file():
            yield file.name.encode()
            yield file.read_bytes()
            if file.name.endswith(".tar.gz"):
                with tarfile.open(file) as tar:
                    yield from (part.read() for e in tar if (part := tar.extractfile(e)))


PLACES = {
    "incidents/dns-down.yaml": "severity: high",
    "incidents/cluster.yaml": "id: lab",
    "incidents/collection.yaml": "components: [api, dns]",
}


@pytest.mark.parametrize("file", PLACES)
def test_no_output_of_any_command_holds_a_secret(
    project: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    """Each kind, in a file that was exported before; a command refuses, or leaves the file out."""
    sound = (project / file).read_text("utf-8")
    assert main(["export"]) == 0
    kinds = list(invented(len(KINDS)))
    for made in kinds if "dns" in file else kinds[::5]:
        (project / file).write_text(with_secret(sound, PLACES[file], made), "utf-8")
        codes = {}
        for command in COMMANDS:
            codes[" ".join(command)] = main(command)
            said = capsys.readouterr()
            assert not leaks(made.secret, said.out, said.err), (made.kind, command)
        assert not leaks(made.secret, *written(project)), made.kind
        for gate in ("check", "build", "export"):
            assert codes[gate] == 1, (made.kind, gate)
        assert codes["render"] == 2, made.kind
        (project / "incidents" / "another.yaml").unlink(missing_ok=True)


def with_secret(text: str, before: str, made: Invented) -> str:
    """The file with an unknown key whose value is the secret."""
    return text.replace(before, f"{before}\nstatuss: {json.dumps(made.text)}", 1)


def test_the_place_is_told_and_the_line_is_not(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (made,) = (each for each in invented(len(KINDS)) if each.kind == "github-personal")
    file = project / "incidents" / "dns-down.yaml"
    file.write_text(with_secret(file.read_text("utf-8"), "severity: high", made), "utf-8")
    assert main(["check"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == (
        "incidents/dns-down.yaml:7:11: here stands a GitHub token. Take it out, and revoke it. "
        "If it opens nothing, allow it with a reason: 'redaction' in collection.yaml. "
        "[error: secret]"
    )
    assert said[1] == ""


def test_a_public_collection_is_published_with_pseudonyms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(REAL, tmp_path / "incidents")
    settings = tmp_path / "incidents" / "collection.yaml"
    settings.write_text(settings.read_text("utf-8") + "redaction: {profile: public}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 0, capsys.readouterr().out
    assert main(["render"]) == 0
    assert main(["export"]) == 0
    told = b"\n".join(written(tmp_path / "docs")) + b"\n".join(written(tmp_path / "dist"))
    for own in (
        b"vpc-08049a4dd788790fa",
        b"vpc-0cb5bbb41f25671f5",
        b"52.78.233.242",
        b"10.0.3.118",
    ):
        assert own not in told
    assert set(re.findall(rb"\bvpc-(?:[A-Z]\b|0{8}\w+)", told))
    assert b"10.96.0.1" in told  # everybody's
    assert main(["diff", "dist/rules"]) == 0, capsys.readouterr().out
