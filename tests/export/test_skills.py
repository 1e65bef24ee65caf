"""The skills: HolmesGPT's own loader reads them, and no text breaks out of where it stands."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from export.conftest import Replays
from export.rulesets import FILE, HOSTILE, LOG, METRIC, exported, hostile, real, rule, ruleset
from golden import same_as
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from programs import Run, Tool, write
from sources import DRAFT, SOUND, collection

from runbook_gen.engine.markdown import open_fence
from runbook_gen.engine.signature import fires
from runbook_gen.export import RuleSet, skills
from runbook_gen.export.skills.text import fenced
from runbook_gen.model.artifact import Loss
from runbook_gen.model.rule import LogRule

GOLDEN = Path(__file__).parent / "golden" / "skills"
LOADER = """
import json, sys
from holmes.plugins.skills.skill_loader import load_filesystem_skills
loaded = load_filesystem_skills([sys.argv[1]])
skills = [[skill.name, skill.description, skill.content] for skill in loaded.skills]
print("\\n" + json.dumps([skills, [problem.error for problem in loaded.problems]]))
"""
Skills = dict[str, tuple[str, str]]
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)


def load(tool: Tool, run: Run, folder: Path, files: dict[str, str]) -> tuple[Skills, list[str]]:
    """What HolmesGPT reads: description and content of each skill, and what it complains of."""
    write(folder, files)
    told = run(tool("holmesgpt", "python"), "-c", LOADER, str(folder / "packs" / "skills"))
    assert told.code == 0, told.text
    loaded, problems = json.loads(told.text.splitlines()[-1])
    return {name: (description, content) for name, description, content in loaded}, problems


def read(text: str) -> tuple[dict[str, Any], str]:
    """A skill as its loaders read it: cut at the first two `---`, wherever they stand."""
    before, front, body = text.split("---", 2)
    assert before == ""
    return yaml.safe_load(front), body


def only(rules: RuleSet) -> str:
    ((_, text),) = exported(skills, rules)[0].items()
    return text


def test_what_a_reviewer_reads() -> None:
    loaded = collection(SOUND)
    incidents = tuple(entry.record for entry in loaded.incidents)
    files, _ = exported(skills, RuleSet(loaded.rules, loaded.settings.record, "ko", incidents))
    same_as(GOLDEN / "dns-down/SKILL.md", files["packs/skills/dns-down/SKILL.md"])
    same_as(GOLDEN / "api-slow/SKILL.md", only(ruleset(rule(LOG), rule(METRIC), rule(FILE))))


def test_a_draft_says_so() -> None:
    loaded = collection(SOUND, DRAFT)
    incidents = tuple(entry.record for entry in loaded.incidents)
    files, _ = exported(skills, RuleSet(loaded.rules, loaded.settings.record, "en", incidents))
    same_as(GOLDEN / "slow-disk/SKILL.md", files["packs/skills/slow-disk/SKILL.md"])


@pytest.mark.parametrize("rules", [real(), real("ko"), hostile()], ids=["en", "ko", "hostile"])
def test_holmesgpt_reads_every_skill(tool: Tool, run: Run, tmp_path: Path, rules: RuleSet) -> None:
    files, _ = exported(skills, rules)
    loaded, problems = load(tool, run, tmp_path, files)
    assert problems == []
    assert set(loaded) == {incident.id for incident in rules.incidents}
    for name, (description, content) in loaded.items():
        front, body = read(files[f"packs/skills/{name}/SKILL.md"])
        assert (description, content) == (front["description"], body.strip())
        assert len(description) <= 1024


def test_holmesgpt_refuses_a_broken_one(tool: Tool, run: Run, tmp_path: Path) -> None:
    """Three hyphens inside a value would cut the front matter off."""
    files = {"packs/skills/a/SKILL.md": only(ruleset(rule(LOG))).replace("slowly", "--- slowly")}
    loaded, problems = load(tool, run, tmp_path, files)
    assert (loaded, len(problems)) == ({}, 1)


def test_every_rule_is_told_with_what_finds_it(replayed: Replays) -> None:
    """The expressions are read back from the text, and found in the examples."""
    rules = real()
    files, _ = exported(skills, rules)
    count = 0
    for incident, r in rules.rules:
        text = files[f"packs/skills/{incident.id}/SKILL.md"]
        section = text.partition(f"### `{r.id}` ")[2].partition("\n### `")[0]
        for said in (r.title, r.remediation):
            assert said.within("en") in section
        codes = fences(section)
        if r.kind == "metric":
            assert r.expr in codes
        if isinstance(r, LogRule):
            expr = next(code for code in codes if code == r.expr)
            assert all(fires(expr, text) for text in r.examples.fires)
            assert not any(fires(expr, text) for text in r.examples.silent)
            count += len(r.examples.fires) + len(r.examples.silent)
    replayed("skills", count)


def fences(markdown: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [token.content.removesuffix("\n") for token in tokens if token.type == "fence"]


def test_every_command_is_quoted_exactly_with_its_effect() -> None:
    rules = real()
    files, _ = exported(skills, rules)
    for incident in rules.incidents:
        text = files[f"packs/skills/{incident.id}/SKILL.md"]
        codes = fences(text)
        commands = [c for step in incident.respond for c in step.commands]
        assert all(command.run in codes for command in commands)
        assert rules.runbook_url(incident) in text
        changing = sum(c.effect == "changes" for c in commands)
        assert text.count("Run (it **changes** the system):") >= changing


def test_what_destroys_stands_between_a_check_and_a_way_back() -> None:
    files, _ = exported(skills, real())
    told = files["packs/skills/vpc-delete-blocked/SKILL.md"]
    step = told.split("### Step 5\n")[1].split("### Step 6\n")[0]
    places = [step.index(words) for words in ("Check before:", "**destroys**", "Way back:")]
    assert places == sorted(places)


def test_links_to_other_incidents_lead_to_their_pages() -> None:
    files, _ = exported(skills, real())
    text = files["packs/skills/alb-controller-crashloop/SKILL.md"]
    page = "https://runbooks.example.com/en/incidents/webhook-refused-apps-outofsync.html"
    assert f"[the webhook incident]({page})" in text
    assert not any(".md)" in text for text in files.values())


@given(words)
@example("```")
def test_words_come_back(said: str) -> None:
    """In the body as they are, an open fence quoted; in the front matter, which is one line, with
    single blanks."""
    text = {"ko": said, "en": said}
    rules = ruleset(rule(LOG, said), incident={"title": text, "symptoms": [{"summary": text}]})
    front, body = read(only(rules))
    line = " ".join(said.split())
    sentence = line if line.endswith((".", "!", "?", "…")) else f"{line}."
    log = LOG["examples"]["fires"][0]  # type: ignore[index]
    told = f"{sentence} Use when: {sentence} Log: {log}"
    assert front == {"name": "api-slow", "description": told}
    section = body.partition("### `dial-timeout`")[2]
    told = said.replace("{culprit}", "…")
    told = fenced(told) if open_fence(told) else told
    assert section.count(f"\n\n{told}\n\n") >= 2


@given(st.lists(words | st.sampled_from(["---", "```", "~~~", "`````", "", "  ```", "> ```"])))
def test_nothing_ends_a_fence_but_its_end(lines: list[str]) -> None:
    text = "\n".join(lines)
    (code, *rest) = fences(f"{fenced(text, 'sh')}\n\n## After\n")
    assert (code, rest) == (text, [])


def test_a_text_cannot_swallow_what_follows() -> None:
    """A fence that is left open is quoted."""
    text = {"ko": "Look:\n```sh\nrm -rf /", "en": "Look:\n```sh\nrm -rf /"}
    tokens = MarkdownIt("commonmark").parse(only(ruleset(rule(LOG, title=text, message=text))))
    headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert headings[-2:] == ["How it is recognised", "`dial-timeout` (critical, in log text)"]
    assert [t.content for t in tokens if t.type == "fence"][-1] == LOG["expr"] + "\n"


def test_a_long_description_is_cut() -> None:
    text = {"ko": "가" * 2000, "en": "가" * 2000}
    front, _ = read(only(ruleset(rule(LOG), incident={"title": text})))
    assert front["description"] == "가" * 1023 + "…"


def test_incidents_without_rules_have_a_skill_too() -> None:
    rules = real()
    bare = RuleSet((), rules.settings, "en", rules.incidents)
    files, losses = exported(skills, bare)
    assert (len(files), losses) == (10, [])
    assert not any("How it is recognised" in text for text in files.values())


def test_what_it_leaves_out() -> None:
    _, losses = exported(skills, hostile(HOSTILE))
    reason = "told in words: its CEL is left out, since an agent runs none"
    assert losses == [
        Loss("single-replica", "skills", reason, "lossy"),
        Loss("legacy-image", "skills", reason, "lossy"),
    ]
