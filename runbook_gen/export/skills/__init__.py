"""Agent skills: one `SKILL.md` per incident, as HolmesGPT and other agents read them.

**Takes** every incident, also those without a rule, and every rule, told as text: log and metric
rules with their expressions, manifest and file rules in words. The description in the front matter
says when to use the skill: the symptom, and lines that a log then holds. Headings are English, as
the file's keys are; the texts are in the pack's language.

**Loses** the CEL of manifest and file rules, which no agent runs.

**Install**

```sh
mkdir -p ~/.holmes/skills && cp -r packs/skills/*/ ~/.holmes/skills/
export CUSTOM_SKILL_PATHS="$HOME/.holmes/skills"   # or custom_skill_paths in its configuration
holmes ask "why does the controller restart?"
```

**Verified** by HolmesGPT's own loader, which reads every skill and finds no problem.
"""

from collections.abc import Iterable, Iterator

from runbook_gen.export.log_lines import finds
from runbook_gen.export.ruleset import RuleSet
from runbook_gen.export.skills.text import body
from runbook_gen.export.yaml_text import quoted
from runbook_gen.model.artifact import Artifact, Loss
from runbook_gen.model.incident import Incident
from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import LogRule, Rule

PROVEN_BY = "holmesgpt"
LONGEST = 1024
"""Characters of a description; agents refuse longer ones."""

LONGEST_LINE = 200
TOLD = Reason("told in words: its CEL is left out, since an agent runs none")


def export(rules: RuleSet) -> Iterator[Artifact | Loss]:
    """A folder with a skill for each incident."""
    for incident in rules.every.values():
        yield from of_incident(rules, incident)


def of_incident(rules: RuleSet, incident: Incident) -> Iterator[Artifact | Loss]:
    """The skill of one incident, which knows of others their addresses alone."""
    own = rules.by_incident.get(incident.id, ())
    front = _front_matter(incident.id, _description(incident, own, rules.language))
    text = f"{front}\n{body(rules, incident, own, rules.every)}"
    yield Artifact(f"packs/skills/{incident.id}/SKILL.md", text)
    for rule in own:
        if rule.kind in ("manifest", "file"):
            yield Loss(rule.id, "skills", TOLD, "lossy")


def _front_matter(name: str, description: str) -> str:
    """The two keys that agents read, in quotes, so that no value is taken for a number."""
    return f"---\nname: {_quoted(name)}\ndescription: {_quoted(description)}\n---\n"


def _quoted(text: str) -> str:
    r"""A YAML text without `---`, at which agents cut the front matter off, wherever it stands.

    YAML reads `--\x2D` in quotes as the same three hyphens.
    """
    return quoted(text).replace("---", r"--\x2D")


def _description(incident: Incident, rules: Iterable[Rule], language: str) -> str:
    """When to use the skill: one line, no longer than agents allow."""
    seen = [_sentence(symptom.summary.within(language)) for symptom in incident.symptoms[:2]]
    told = " ".join([_sentence(incident.title.within(language)), "Use when:", *seen])
    lines = [line for rule in rules if isinstance(rule, LogRule) if (line := _line(rule))]
    for number, line in enumerate(lines):
        more = f"{' |' if number else ' Log:'} {line}"
        if len(told) + len(more) <= LONGEST:
            told += more
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _line(rule: LogRule) -> str | None:
    """The first line of the rule's examples that it finds by itself; None where none is."""
    found = finds(rule.expr)
    lines = (line for text in rule.examples.fires for line in text.splitlines())
    telling = (" ".join(line.split()) for line in lines if found(line))
    return next((line for line in telling if len(line) <= LONGEST_LINE), None)
