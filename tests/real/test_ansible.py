"""ansible-playbook before and after 2.19: a play where tasks are expected, and both cures."""

from pathlib import Path

import pytest
from programs import Named, Run, Tool, write

INCIDENT = "ansible-import-tasks-play"
IMPORTED = "playbooks/07-alb-controller.yml"
CLUSTER = {"hosts": "localhost", "connection": "local", "gather_facts": "false"}
TASK = "- name: Say\n  debug: {msg: deployed}\n"
TASKS = "[{name: Say, debug: {msg: deployed}}]"
PLAYS = {  # what the imported play says, in this order
    "tasks": {"hosts": "localhost", "tasks": TASKS},
    "gather_facts": {"hosts": "localhost", "gather_facts": "false", "tasks": TASKS},
    "vars_files": {"hosts": "localhost", "vars_files": "[]", "tasks": TASKS},
    "pre_tasks": {"hosts": "localhost", "pre_tasks": "[]", "tasks": TASKS},
    "serial": {"hosts": "localhost", "serial": "1", "tasks": TASKS},
    "hosts alone": {"hosts": "localhost", "connection": "local"},
}
GENERATIONS = ["2.16", "2.19"]


def _play(name: str, keys: dict[str, str]) -> str:
    return f"- name: {name}\n" + "".join(f"  {key}: {value}\n" for key, value in keys.items())


@pytest.fixture(params=GENERATIONS)
def ansible(request: pytest.FixtureRequest, tool: Tool) -> str:
    return tool(f"ansible-{request.param}", "ansible-playbook")


@pytest.mark.parametrize("play", PLAYS)
def test_a_play_where_tasks_are_expected(
    tmp_path: Path, run: Run, named: Named, ansible: str, play: str
) -> None:
    imported = _play("AWS Load Balancer Controller", PLAYS[play])
    site = _play("Cluster", CLUSTER | {"tasks": f"[{{import_tasks: {IMPORTED}}}]"})
    write(tmp_path, {"site.yml": site, IMPORTED: imported})
    refused = run(ansible, "--syntax-check", "site.yml")
    assert refused.code != 0
    assert named(refused.text) == [[INCIDENT]], refused.text


@pytest.mark.parametrize("cure", ["a list of tasks", "import_playbook"])
def test_the_cure(tmp_path: Path, run: Run, named: Named, ansible: str, cure: str) -> None:
    play = _play("AWS Load Balancer Controller", CLUSTER | {"tasks": TASKS})
    site = _play("Cluster", CLUSTER | {"tasks": f"[{{import_tasks: {IMPORTED}}}]"})
    write(tmp_path, {"site.yml": site, IMPORTED: play})
    refused = run(ansible, "site.yml", env={"ANSIBLE_FORCE_COLOR": "1"})
    assert refused.code != 0
    assert "\x1b[" in refused.text
    assert named(refused.text) == [[INCIDENT]], refused.text

    if cure == "a list of tasks":
        write(tmp_path, {IMPORTED: TASK})
    else:
        write(tmp_path, {"site.yml": f"- import_playbook: {IMPORTED}\n"})
    played = run(ansible, "site.yml", env={"ANSIBLE_FORCE_COLOR": "1"})
    assert played.code == 0, played.text
    assert "deployed" in played.text
    assert named(played.text) == [[]]


@pytest.mark.parametrize(
    ("task", "complaint"),
    [
        ("copy: {src: a}, template: {src: a}", "conflicting action statements"),
        # A play whose `tasks` stand before its `hosts` reads the same, so no text can tell them.
        ("debug: [a]", "unexpected parameter type in action"),
    ],
)
def test_a_task_at_fault_is_something_else(
    tmp_path: Path, run: Run, named: Named, ansible: str, task: str, complaint: str
) -> None:
    tasks = f"[{{name: Task, {task}}}]"
    write(tmp_path, {"site.yml": _play("Cluster", CLUSTER | {"tasks": tasks})})
    refused = run(ansible, "--syntax-check", "site.yml")
    assert refused.code != 0
    assert complaint in refused.text
    assert named(refused.text) == [[]]
