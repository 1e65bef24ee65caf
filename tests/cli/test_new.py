"""A new incident's file: by options, and by questions on a terminal."""

import datetime
import json
import re
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
import yaml
from cli.conftest import Run
from cli.terminal import DOWN, SPACE, Terminal
from hypothesis import given
from hypothesis import strategies as st
from sources import ROOT

from runbook_gen.cli import skeleton
from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.draft import SEVERITIES, STATUSES, Draft
from runbook_gen.cli.questions import slug
from runbook_gen.model import incident

HOSTILE = (
    "DNS: #1 is down",
    "# no comment",
    'it\'s "quoted" \\ and {id} {text} {text:title}',
    "- [x] &anchor *alias !tag |- >- % @ `code`",
    "yes",
    "null",
    "2025-01-01",
    "1:30",
    "~",
    "two\nlines",
    "ends with a colon:",
    "a tab\there",
    "한글 제목 — “따옴표” 🙂",
)
TODAY = datetime.date(2025, 3, 9)


def read(file: Path) -> dict[str, object]:
    """What the file says; a caller's test compares it with what it gave."""
    found = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def ids(report: str) -> set[str]:
    return set(re.findall(r"\[(?:error|warning|note): ([\w-]+)\]$", report, re.MULTILINE))


def test_a_new_incident_passes_its_schema(project: Path, runbook: Run) -> None:
    done = runbook("new", "coredns-loop")
    assert done.code == 0
    schema = json.loads((ROOT / "docs/schema/incident.schema.json").read_text("utf-8"))
    loaded = yaml.load(
        (project / "incidents" / "coredns-loop.yaml").read_text("utf-8"), yaml.BaseLoader
    )
    loaded["causes"][0]["confirmed"] = False
    jsonschema.validate(loaded, schema)
    checked = runbook("check")
    assert checked.code == 1
    assert ids(checked.out) == {"placeholder-prose", "unknown-reference"}
    assert "unknown component 'todo'" in checked.out


def test_the_skeletons_commented_fields_are_valid_too(project: Path, runbook: Run) -> None:
    """Take every field out of its comment, as an author would: it still loads."""
    runbook("new", "coredns-loop")
    file = project / "incidents" / "coredns-loop.yaml"
    head, body = file.read_text("utf-8").split("id: coredns-loop", 1)
    file.write_text(head + "id: coredns-loop" + re.sub(r"(?m)^( *)# ?", r"\1", body), "utf-8")
    findings = runbook("check").out
    assert ids(findings) <= {"placeholder-prose", "unknown-reference", "unused-input",
                             "relation-cycle"}, findings  # fmt: skip


def test_options_fill_the_file(project: Path, runbook: Run) -> None:
    done = runbook(
        "new", "coredns-loop", "--title", "CoreDNS가 되풀이해 죽음",
        "--title", "en=CoreDNS: a loop", "--occurred", "2025-03-09", "--severity", "low",
        "--status", "mitigated", "--components",
        "dns, api", "--wave", "0", "--symptom", "en=Restarts", "--cause", "리졸버가 자기 자신이다",
    )  # fmt: skip
    assert done.code == 0
    file = project / "incidents" / "coredns-loop.yaml"
    said = read(file)
    assert said | {"symptoms": 0, "causes": 0, "respond": 0} == {
        "id": "coredns-loop",
        "title": {"ko": "CoreDNS가 되풀이해 죽음", "en": "CoreDNS: a loop"},
        "occurred": "2025-03-09",
        "cluster": "lab",
        "status": "mitigated",
        "severity": "low",
        "components": ["dns", "api"],
        "wave": "0",
        "symptoms": 0,
        "respond": 0,
        "causes": 0,
    }
    text = file.read_text("utf-8")
    assert "  - summary:\n      ko: TODO\n      en: Restarts\n" in text
    assert "  - summary:\n      ko: 리졸버가 자기 자신이다\n      en: TODO\n" in text
    assert "status: mitigated # open | mitigated | resolved | superseded" in text
    assert ids(runbook("check").out) == {"placeholder-prose"}


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_text_stays_what_it_is(project: Path, runbook: Run, title: str) -> None:
    words = [f"--{name}={language}={title}" for name in ("title", "symptom", "cause")
             for language in ("ko", "en")]  # fmt: skip
    assert runbook("new", "coredns-loop", *words).code == 0
    said = read(project / "incidents" / "coredns-loop.yaml")
    both = {"ko": title, "en": title}
    assert said["title"] == both
    assert [s["summary"] for s in said["symptoms"]] == [both]
    assert [c["summary"] for c in said["causes"]] == [both]
    assert "schema" not in ids(runbook("check").out)


@given(st.text(min_size=1, max_size=60))
def test_any_text_is_written_whole_or_refused(title: str) -> None:
    try:
        text = skeleton.filled(Draft("x", TODAY, {"en": title}), "lab", ["en"])
    except (CannotRun, UnicodeEncodeError):
        assert not title.isprintable()
    else:
        assert yaml.load(text, yaml.BaseLoader)["title"] == {"en": title}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--occurred", "2025-02-30"], "'2025-02-30' is no day"),
        (["--occurred", "3025-01-01"], "3025-01-01 is still to come"),
        (["--components", "dsn"], "unknown component 'dsn'. Known: api, dns."),
        (["--components", "x] # y"], "cannot be a component"),
        (["--wave", "7"], "the cluster has no wave 7. Known: 0, 10."),
        (["--severity", "worst"], "invalid choice: 'worst'"),
        (["--title", "a", "--title", "ko=b"], "a text is given twice in 'ko'"),
        (["--title", "\udcff"], "a text is not UTF-8"),
        (["--title", "bell \a"], "U+0007"),
    ],
)
def test_what_does_not_do_is_refused_and_nothing_is_written(
    project: Path, runbook: Run, words: list[str], said: str
) -> None:
    done = runbook("new", "coredns-loop", *words)
    assert done.code == 2
    assert said in done.err
    assert not (project / "incidents" / "coredns-loop.yaml").exists()


@pytest.mark.parametrize("id", ["con", "nul", "com1", "lpt9"])
def test_an_id_is_a_files_name_on_every_system(project: Path, runbook: Run, id: str) -> None:
    assert "Windows has no files of this name" in runbook("new", id).err


def test_an_id_that_another_file_has_is_taken(project: Path, runbook: Run) -> None:
    (project / "incidents" / "2025").mkdir()
    (project / "incidents" / "dns-down.yaml").rename(project / "incidents/2025/dns-down.yaml")
    assert "is there already" in runbook("new", "dns-down").err


def test_the_choices_are_those_of_the_model() -> None:
    assert get_args(incident.Severity) == SEVERITIES
    assert get_args(incident.Status) == STATUSES


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("CoreDNS: forwards to *itself*!", "coredns-forwards-to-itself"),
        ("CoreDNS가 죽음", "coredns"),
        ("Über-Größe", "uber-groe"),
        ("이름 풀이 실패", ""),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word"),
        ("w" * 90, "w" * 50),
    ],
)
def test_an_id_is_guessed_from_the_title(title: str, id: str) -> None:
    assert slug(title) == id


def test_questions_need_a_terminal(project: Path, runbook: Run) -> None:
    done = runbook("new")
    assert done.code == 2
    assert "Questions need a terminal" in done.err


def test_on_a_terminal_it_asks(project: Path) -> None:
    with Terminal(project, "new") as terminal:
        terminal.answer("Title: what failed, and how (한국어)", "")
        terminal.answer("Write something.", 'DNS: #1 "죽음"')
        terminal.answer("(English; Enter for later)", "DNS down")
        terminal.answer("Id, the file's name dns-down", "")
        terminal.answer("is there already", "-again")
        terminal.answer("Day it happened", "\b" * 10 + "2025-03-09")
        terminal.answer("Severity", DOWN)
        terminal.answer("Status", "")
        terminal.answer("Components", SPACE)
        terminal.answer("Wave that it struck", DOWN)
        terminal.answer("What was seen first (한국어", "이름이 풀리지 않는다")
        terminal.answer("What was seen first (English", "")
        terminal.answer("Cause, also a suspected one (한국어", "")
        terminal.answer("Cause, also a suspected one (English", "No memory")
        assert terminal.code() == 0
    said = read(project / "incidents" / "dns-down-again.yaml")
    assert said["title"] == {"ko": 'DNS: #1 "죽음"', "en": "DNS down"}
    assert (said["occurred"], said["severity"], said["status"]) == ("2025-03-09", "medium", "open")
    assert (said["components"], said["wave"]) == (["api"], "0")


def test_options_are_not_asked_for_again(project: Path) -> None:
    given = ["--title=x y", "--severity=low", "--status=open", "--components=dns", "--wave=0",
             "--symptom=s", "--cause=c"]  # fmt: skip
    with Terminal(project, "new", *given) as terminal:
        terminal.answer("Id, the file's name x-y", "")
        terminal.answer("Day it happened", "")
        assert terminal.code() == 0
    assert read(project / "incidents" / "x-y.yaml")["severity"] == "low"


@pytest.mark.parametrize("end", ["\x03", "\x04"])
def test_giving_up_writes_nothing(project: Path, end: str) -> None:
    before = sorted(project.rglob("*"))
    with Terminal(project, "new", "--title=x y") as terminal:
        terminal.answer("Id, the file's name", "")
        terminal.answer("Day it happened", "\b" * 10 + end)
        assert terminal.code() == 130
        assert "Traceback" not in terminal.seen
    assert sorted(project.rglob("*")) == before
