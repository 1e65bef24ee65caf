"""`serve`: both languages, rebuilt on save, whatever an author saves."""

import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources import ROOT, SOUND

BUILT = " pages in "


class Served:
    """A running `runbook-gen serve`."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "log"
        command = [sys.executable, "-m", "runbook_gen.cli.main", "serve", "--port", "0"]
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=self.log.open("w"), stderr=subprocess.STDOUT,
            preexec_fn=_hear_interrupts,
        )  # fmt: skip
        self.until("Serving ")
        self.address = self.log.read_text().split()[1]

    def until(self, text: str, times: int = 1) -> None:
        """Wait until the log says `text`."""
        for _ in range(300):
            if self.log.read_text().count(text) >= times:
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def page(self, path: str) -> str:
        """What a browser is given."""
        with urllib.request.urlopen(self.address + path) as answer:
            text: str = answer.read().decode()
        return text

    def until_shown(self, text: str, path: str, without: str = "\0") -> None:
        """Wait until a page says `text`, and not what it is to be without."""
        for _ in range(100):
            if text in (page := self.page(path)) and without not in page:
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())


def _hear_interrupts() -> None:
    """A shell lets what it starts in the background ignore them, and so what that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SOUND, tmp_path / "incidents")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    running = Served(folder)
    yield running
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(20) == 130
    assert "Traceback" not in running.log.read_text()


def test_a_save_is_shown_in_both_languages_and_a_fault_keeps_the_last_page(
    folder: Path, served: Served
) -> None:
    served.until(BUILT)
    page = "incidents/dns-down.html"
    assert "이름 풀이가 시간 초과로 끝난다" in served.page(f"ko/{page}")
    file = folder / "incidents" / "dns-down.yaml"
    sound = file.read_text("utf-8")
    file.write_text(sound.replace("Lookups time out", "Lookups take forever"), "utf-8")
    served.until(BUILT, 2)
    assert "Lookups take forever" in served.page(f"en/{page}")
    assert "/-/reload.js" in served.page(f"en/{page}")

    file.write_text(sound.replace("severity: high", "severity: hihg"), "utf-8")
    served.until("Did you mean 'high'?")
    served.until_shown("data-unsound=", f"en/{page}")
    assert "Lookups take forever" in served.page(f"en/{page}")

    (folder / "incidents").rename(folder / "away")
    time.sleep(1)
    (folder / "away" / "dns-down.yaml").write_text(sound, "utf-8")
    (folder / "away").rename(folder / "incidents")
    served.until(BUILT, 3)
    assert "Lookups time out" in served.page(f"en/{page}")
    served.until_shown("Lookups", f"en/{page}", without="data-unsound=")


def test_a_draft_can_be_served_from_the_start(folder: Path) -> None:
    file = folder / "incidents" / "dns-down.yaml"
    sound = file.read_text("utf-8")
    file.write_text("id: [\n", "utf-8")
    running = Served(folder)
    try:
        running.until("[error: yaml]")
        assert "/-/reload.js" in running.page("")
        file.write_text(sound, "utf-8")
        running.until(BUILT)
        assert "한국어" in running.page("")
    finally:
        running.process.send_signal(signal.SIGINT)
        running.process.wait(20)
