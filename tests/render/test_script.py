"""Runbooks as Bash scripts: what authors write stays text, and nothing runs unasked."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from golden import same_as
from programs import lack
from sources import REAL, SOUND, collection

from runbook_gen.load.source import Source
from runbook_gen.render.script import has_script, script, scripts

GOLDEN = Path(__file__).parent / "golden" / "scripts"
HOSTILE = "a'b\"; touch pwned; $(touch pwned) `touch pwned` \\ ${IFS} %s"
BREAKOUTS = (
    "true\n}\ntouch pwned\n{ true",
    "true\nfi\ntouch pwned\nif true; then",
    "true\nRUNBOOK_COMMAND\ntouch pwned",
    "cat <<EOF\nnever closed",
    "echo 'never closed",
    "true \\",
    "cat <<'X'\n<VALUE>\nX",
    "echo \u202e dnuor yaw eht # touch",
)


def made(tmp_path: Path, *runs: Any, title: str = "t", inputs: str = "") -> Path:
    """The script of an incident with these commands: texts, or pairs of text and effect."""
    commands = [
        {"run": run, "effect": effect}
        for run, effect in (each if isinstance(each, tuple) else (each, "reads") for each in runs)
    ]
    text = (SOUND / "api-slow.yaml").read_text("utf-8").replace("id: api-slow", "id: hostile")
    said = json.dumps({"ko": title, "en": title})
    step = {"summary": {"ko": title, "en": title}, "otherwise": {"ko": title, "en": title}}
    text = re.sub(r"(?s)respond:.*?causes:", "causes:", text)
    text = re.sub(r"title: .*", lambda _: f"title: {said}", text, count=1)
    text += f"respond: [{json.dumps({**step, 'commands': commands})}]\n{inputs}"
    whole = collection(SOUND, Source("incidents/hostile.yaml", text.encode()))
    file = tmp_path / "runbook.sh"
    file.write_text(script(whole, whole.by_id["hostile"], "en"), encoding="utf-8")
    return file


def ran(file: Path, *words: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(file), *words],
        cwd=file.parent, input=stdin, env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **env},
        capture_output=True, encoding="utf-8", timeout=30, check=False,
    )  # fmt: skip


VALUE = "inputs: [{name: VALUE, description: {ko: 값, en: A value}}]\n"
TOKEN = "inputs: [{name: my-token, secret: true, description: {ko: 값, en: A token}}]\n"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_real_script_is_clean_under_shellcheck(language: str, tmp_path: Path) -> None:
    """ShellCheck with all that it knows, down to style."""
    shellcheck = shutil.which("shellcheck", path=Path(sys.executable).parent) or shutil.which(
        "shellcheck"
    )
    if shellcheck is None:
        lack("shellcheck is missing: make test installs it")
    names = []
    for artifact in scripts(collection(REAL), language):
        file = tmp_path / Path(artifact.path).name
        file.write_text(artifact.text, encoding="utf-8")
        names.append(str(file))
    done = subprocess.run([shellcheck, *names], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_script_of_the_vpc(language: str) -> None:
    real = collection(REAL)
    same_as(
        GOLDEN / f"vpc-delete-blocked.{language}.sh",
        script(real, real.by_id["vpc-delete-blocked"], language),
    )


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    file = made(tmp_path, "true", title=HOSTILE + "\nrm -rf /\n# ")
    done = ran(file, "--apply", "--yes")
    assert done.returncode == 0, done.stderr
    assert "$(touch pwned) `touch pwned`" in done.stdout
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("command", BREAKOUTS)
def test_a_command_cannot_break_out(command: str, tmp_path: Path) -> None:
    """Shown, it does nothing; run, it is an error of its own or does what it says, no more."""
    file = made(tmp_path, (command, "changes"), inputs=VALUE)
    for words in ((), ("--reads",), ("--help",), ("--apply",)):
        done = ran(file, *words, stdin="s\n", VALUE="v")
        assert done.returncode == 0, done.stderr
        assert not (tmp_path / "pwned").exists()
    if "<VALUE>" in command or "\u202e" in command:
        assert "by hand" in ran(file, VALUE="v").stdout


def test_the_command_stands_there_as_it_was_reviewed(tmp_path: Path) -> None:
    command = "echo \"it's\"  '$x' \\\n  | cat   # 주석"
    file = made(tmp_path, command)
    assert f"\n{command}\nRUNBOOK_COMMAND\n" in file.read_text("utf-8")


def test_inputs_are_needed_and_safe(tmp_path: Path) -> None:
    """Missing or dangerous, nothing runs; given, the value is one word of the command."""
    file = made(tmp_path, ("printf '%s|' <VALUE> \"<VALUE>\" >out", "changes"), inputs=VALUE)
    for words, env in (
        ((), {}),
        (("--apply", "--yes"), {}),
        (("--apply", "--yes"), {"VALUE": "$(touch pwned)"}),
        (("--input", "VALUE=a b", "--apply", "--yes"), {}),
        (("--input", "OTHER=a", "--apply", "--yes"), {"VALUE": "a"}),
        (("--input",), {"VALUE": "a"}),
        (("--from", "9"), {"VALUE": "a"}),
        (("--frobnicate",), {"VALUE": "a"}),
        (("--log", "/no/such/folder/log"), {"VALUE": "a"}),
    ):
        done = ran(file, *words, **env)
        assert done.returncode == 2, (words, done.stderr)
        assert not (tmp_path / "out").exists()
    assert ran(file, "--input", "VALUE=a/b", "--apply", "--yes").returncode == 0
    assert (tmp_path / "out").read_text() == "a/b|a/b|"
    assert ran(file, "--apply", "--yes", VALUE="c").returncode == 0
    assert (tmp_path / "out").read_text() == "c|c|"


def test_a_secret_comes_from_the_environment_and_is_never_shown(tmp_path: Path) -> None:
    secret = "s3cr$t `x` 'y'"
    file = made(tmp_path, ("printf %s <my-token> >out", "changes"), inputs=TOKEN)
    refused = ran(file, "--input", f"my-token={secret}")
    assert refused.returncode == 2
    done = ran(file, "--apply", "--yes", "--log", "log", my_token=secret)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out").read_text() == secret
    said = refused.stdout + refused.stderr + done.stdout + done.stderr
    assert secret not in said + (tmp_path / "log").read_text()


def test_it_asks_before_each_change(tmp_path: Path) -> None:
    """No answer stops; `s` leaves one out; a read is not asked for, unless it only says so."""
    file = made(tmp_path, "printf 'was %s' read", "touch one", ("touch two", "destroys"))
    assert "was read" not in ran(file).stdout
    assert "was read" in ran(file, "--reads").stdout
    stopped = ran(file, "--apply")
    assert stopped.returncode == 1
    assert "was read" in stopped.stdout
    assert not (tmp_path / "one").exists()
    assert ran(file, "--apply", "--log", "log", stdin="s\ny\n").returncode == 0
    assert not (tmp_path / "one").exists()
    assert (tmp_path / "two").exists()
    log = [line.split("\t") for line in (tmp_path / "log").read_text().splitlines()]
    assert [row[2:] for row in log] == [
        ["0", "reads", "begun", "-"],
        ["1.1", "reads", "ran", "0"],
        ["1.2", "changes", "left-out", "-"],
        ["1.3", "destroys", "ran", "0"],
        ["0", "reads", "ended", "0"],
    ]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row[0]) for row in log)


@pytest.mark.parametrize("fault", ["false\ntouch after", "exit 3", "echo $NOT_SET\ntouch after"])
def test_a_failed_change_stops_it(fault: str, tmp_path: Path) -> None:
    """At its first line that fails, with the code in the log and the way to go on."""
    file = made(tmp_path, (fault, "changes"), ("touch later", "changes"), title="otherwise")
    done = ran(file, "--apply", "--yes", "--log", "log")
    assert done.returncode not in {0, 2}
    assert "If it differs: otherwise" in done.stderr
    assert "--from 1" in done.stderr
    assert not (tmp_path / "after").exists()
    assert not (tmp_path / "later").exists()
    last = (tmp_path / "log").read_text().splitlines()[-1].split("\t")
    assert last[2:] == ["1.1", "changes", "ran", str(done.returncode)]


def test_a_failed_read_stops_only_where_nobody_looks(tmp_path: Path) -> None:
    file = made(tmp_path, "grep x /dev/null | cat; false", ("touch later", "changes"))
    assert ran(file, "--apply", "--yes").returncode == 1
    assert not (tmp_path / "later").exists()
    assert ran(file, "--apply", stdin="y\n").returncode == 0
    assert (tmp_path / "later").exists()


def test_a_command_that_changes_folders_does_not_move_the_log(tmp_path: Path) -> None:
    file = made(tmp_path, "cd /", "true")
    assert ran(file, "--reads", "--log", "log").returncode == 0
    assert len((tmp_path / "log").read_text().splitlines()) == 4


def test_commands_share_one_shell(tmp_path: Path) -> None:
    """As typed into one terminal: a variable lives on, and an answer comes from the reader."""
    file = made(tmp_path, "read -r name\nexport name", ('printf %s "$name" >out', "changes"))
    assert ran(file, "--apply", stdin="mine\ny\n").returncode == 0
    assert (tmp_path / "out").read_text() == "mine"


def test_a_runbook_without_commands_has_no_script() -> None:
    real = collection(REAL)
    incident = real.incidents[0].record
    bare = tuple(step.model_copy(update={"commands": ()}) for step in incident.respond)
    assert not has_script(incident.model_copy(update={"respond": bare}))
