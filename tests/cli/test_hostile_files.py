"""Files that attack: links, bombs, and the largest that load."""

import shutil
import time
from pathlib import Path

import pytest
from cli.conftest import Run
from sources import DRAFT, ROOT

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
)
SLOW_RULE = r"""
rules:
  - id: slow-rule
    kind: log
    title: {ko: 느린 규칙, en: A slow rule}
    severity: info
    message: {ko: 느리다, en: It is slow}
    remediation: {ko: 기다린다, en: Wait}
    confidence: exact
    expr: '(a+)+(a|aa)+(.*a){12}b$'
    examples: {fires: ["aaaaaaaaaaaaab"], silent: ["AAAA"]}
"""


@pytest.mark.parametrize("where", ["incidents/x.yaml", "incidents/examples/x", "incidents/a/x.yml"])
@pytest.mark.parametrize("target", ["/etc/hostname", "/dev/zero", "dns-down.yaml", "/etc"])
def test_a_link_is_refused_wherever_it_lies(
    project: Path, runbook: Run, where: str, target: str
) -> None:
    (project / where).parent.mkdir(exist_ok=True)
    (project / where).symlink_to(target)
    ran = runbook("check")
    assert ran.code == 1
    assert f"{where}:1:1: this is a symbolic link" in ran.out


@pytest.mark.parametrize("link", ["docs/ko/incidents", "docs/ko", "dist/rules/packs"])
def test_pages_are_not_written_through_a_link(project: Path, runbook: Run, link: str) -> None:
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / "elsewhere").mkdir()
    (project / "elsewhere" / ".made-by-runbook-gen").touch()
    (project / link).parent.mkdir(parents=True)
    ((project / link).parent / ".made-by-runbook-gen").touch()
    (project / link).symlink_to(project / "elsewhere")
    ran = runbook("export" if link.startswith("dist") else "render")
    assert ran.code == 2
    assert "is a symbolic link" in ran.err
    assert [path.name for path in (project / "elsewhere").iterdir()] == [".made-by-runbook-gen"]


@pytest.mark.parametrize(
    "text", [LAUGHS, "[" * 100_000, "- " * 100_000, "{a: " * 50_000, "&a a: *a\n", "x" * 2_000_000]
)
def test_a_bomb_is_refused_at_once(project: Path, runbook: Run, text: str) -> None:
    (project / "incidents" / "bomb.yaml").write_text(text, encoding="utf-8")
    began = time.process_time()
    ran = runbook("check")
    assert ran.code == 1
    assert "incidents/bomb.yaml:" in ran.out
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "filling", ["a", "`", "[", "](", "<", "&", "*_", "\\", "{{", "{#", " -", "| ", "![", "한", "> "]
)
def test_the_largest_texts_take_seconds(project: Path, runbook: Run, filling: str) -> None:
    prose, quoted = (filling * size for size in (19_000 // len(filling), 90_000 // len(filling)))
    text = DRAFT.data.decode()
    first = text.index("symptoms:")
    hostile = f"""symptoms:
  - summary: {{ko: 'x{prose}x', en: 'x{prose}x'}}
    commands: [{{run: echo, output: 'x{quoted}x'}}]
    evidence: [{{text: 'x{quoted}x'}}]
"""
    rest = text[text.index("\nrespond:") + 1 :] if "\nrespond:" in text else ""
    (project / "incidents" / "slow-disk.yaml").write_text(text[:first] + hostile + rest, "utf-8")
    began = time.process_time()
    runbook("check")
    assert runbook("render").code == 0
    assert time.process_time() - began < 20


def test_a_catastrophic_rule_is_harmless(project: Path, runbook: Run) -> None:
    with (project / "incidents" / "slow-disk.yaml").open("w", encoding="utf-8") as file:
        file.write(DRAFT.data.decode() + SLOW_RULE)
    (project / "log").write_text("a" * 200_000 + "c\n", encoding="utf-8")
    began = time.process_time()
    runbook("check")
    assert runbook("match", "log").code in (0, 1)
    assert time.process_time() - began < 20
