"""The tutorials do what they say: their commands are run, in order, and print what they promise."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Need
from programs import plain
from sources import REAL, ROOT, SOUND, collection

from runbook_gen.load import load_incident
from runbook_gen.load.source import Source
from runbook_gen.render import render
from runbook_gen.render.tutorials import TUTORIALS, incident

BLOCK = re.compile(
    r"(?:^`(?P<file>[\w./-]+)`\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S
)


class Block(NamedTuple):
    """A code block of a tutorial: a file to write, commands to run, or what they print."""

    kind: str
    file: str
    text: str


def blocks(language: str, tutorial: str) -> list[Block]:
    pages = {page.path: page.text for page in render(collection(REAL), language)}
    found = BLOCK.finditer(pages[f"tutorials/{tutorial}.md"])
    return [Block(b["kind"], b["file"] or "", b["text"]) for b in found]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of a project that holds the real collection, and the program on its path."""
    folder = tmp_path_factory.mktemp("tutorial")
    program = folder / "bin" / "runbook-gen"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m runbook_gen.cli.main "$@"\n'
    )
    program.chmod(0o755)
    project = folder / "project"
    shutil.copytree(REAL, project / "incidents")
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for words in (("init", "-qb", "main"), ("add", "-A"), (*identity, "commit", "-qm", "x")):
        subprocess.run(["git", "-C", str(project), *words], check=True)
    return project


def test_the_commands_do_what_the_tutorials_say(scratch: Path, need: Need) -> None:
    need("promtool")
    environment = plain(scratch.parent)
    environment["PATH"] = f"{scratch.parent / 'bin'}:{environment['PATH']}"
    ran = 0
    for tutorial in TUTORIALS:
        printed = ""
        for block in blocks("en", tutorial):
            if block.kind == "sh":
                printed = ""
                for command in block.text.splitlines():
                    done = subprocess.run(
                        ["sh", "-c", command], cwd=scratch, env=environment, check=False,
                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                    )  # fmt: skip
                    assert done.returncode in (0, 1), f"{command}\n{done.stdout}"
                    printed += done.stdout
                    ran += 1
            elif block.kind == "text":
                for line in block.text.splitlines():
                    assert line in printed, f"{tutorial}: {line!r} is not in\n{printed}"
            else:
                assert block.file, block
                (scratch / block.file).parent.mkdir(exist_ok=True)
                (scratch / block.file).write_text(block.text, "utf-8")
    assert ran >= 18


@pytest.mark.parametrize("tutorial", TUTORIALS)
def test_every_language_has_the_same_commands(tutorial: str) -> None:
    ko, en = blocks("ko", tutorial), blocks("en", tutorial)
    assert [b._replace(text=b.text.replace("--language ko", "--language en")) for b in ko] == en


@pytest.mark.parametrize("name", ["first-incident", "finished-draft"])
def test_an_incident_suits_a_collection_in_any_languages(name: str) -> None:
    sound = collection(SOUND)
    for languages in (("ko", "en"), ("en",), ("ja", "ko")):
        settings = sound.settings.record.model_copy(update={"languages": languages})
        entry = type(sound.settings)(sound.settings.file, settings, sound.settings.locate)
        of = type(sound)(entry, sound.cluster, sound.incidents)
        text = incident(of, name)
        loaded, findings = load_incident(Source(f"incidents/{name}.yaml", text.encode()))
        assert findings == ()
        assert loaded is not None
        assert {tuple(text.root) for _, text in loaded.texts} == {
            tuple(sorted(languages, key=lambda code: code != "ko"))
        }
