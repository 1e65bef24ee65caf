"""Nothing leaves this machine: the commands that read other people's files open no socket."""

import os
import subprocess
import sys

import pytest
from sources import ROOT

BOMB = """
import sys

def bomb(event, args):
    if event.startswith("socket."):
        sys.stderr.write(f"BOMB {event} {args}\\n")
        import os
        os._exit(99)

sys.addaudithook(bomb)
from runbook_gen.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "words", [("scan", "tests/scan/seed/broken"), ("match", "CHANGELOG.md"), ("test",)]
)
def test_no_socket_is_opened(words: tuple[str, ...]) -> None:
    """An audit hook ends the process at any socket of Python; programs it starts are not heard."""
    done = subprocess.run(
        [sys.executable, "-c", BOMB, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
    )
    assert "BOMB" not in done.stderr
    assert done.returncode in (0, 1), done.stderr


def test_the_bomb_goes_off() -> None:
    program = BOMB.replace("from runbook_gen", "import socket; socket.socket()\nfrom runbook_gen")
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 99
