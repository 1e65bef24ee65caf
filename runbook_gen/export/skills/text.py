"""The body of a skill: what an agent should know of an incident, in Markdown.

What was quoted stays exact: it stands in a fence longer than any inside it. A text that leaves a
fence open is quoted, too, so that it swallows nothing of what follows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from runbook_gen.engine.markdown import open_fence
from runbook_gen.export.ruleset import READS, RuleSet
from runbook_gen.model.incident import (
    Cause,
    Caveat,
    Change,
    Command,
    Incident,
    Input,
    Moment,
    Note,
    Observation,
    Snippet,
    Step,
)
from runbook_gen.model.rule import LogRule, MetricRule, Rule
from runbook_gen.model.text import Text

EFFECTS = {
    "reads": "Run (it only reads):",
    "changes": "Run (it **changes** the system):",
    "destroys": "Run (it **destroys**; ask a person first):",
}
SECRET = "Secret: never show, log or store it."  # noqa: S105
PAGE_LINK = re.compile(r"\]\(([a-z0-9-]+)\.md(#[^)\s]{0,200})?\)")


def body(
    rules: RuleSet, incident: Incident, own: Iterable[Rule], incidents: Mapping[str, Incident]
) -> str:
    """The text below the front matter."""
    return "\n\n".join(_Writer(rules, incidents).all(incident, own)) + "\n"


def fenced(text: str, language: str = "") -> str:
    """A text, exactly, in a fence that nothing in it ends."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


class _Writer:
    """Writes the parts of one skill, each a block of Markdown."""

    def __init__(self, rules: RuleSet, incidents: Mapping[str, Incident]) -> None:
        self._rules, self._incidents = rules, incidents

    def all(self, incident: Incident, own: Iterable[Rule]) -> Iterator[str]:
        page = self._rules.runbook_url(incident)
        yield f"# {' '.join(incident.title.within(self._rules.language).split())}"
        yield f"Incident `{incident.id}`, severity {incident.severity}, {incident.status}. <{page}>"
        if incident.assumed:
            guessed = ", ".join(incident.assumed)
            yield f"An imported draft that nobody has reviewed; guessed: {guessed}."
        yield from self._section("Symptoms", map(self._observation, incident.symptoms))
        yield from self._section("What to do now", self._respond(incident))
        yield from self._section("Causes", map(self._cause, incident.causes))
        yield from self._section("Timeline", map(self._moment, incident.timeline))
        yield from self._section("Verification", map(self._observation, incident.verification))
        yield from self._section("Lessons", ([self._say(x.text)] for x in incident.lessons))
        yield from self._section("Corrections", map(self._caveat, incident.caveats))
        yield from self._section("How it is recognised", map(self._rule, own))
        yield from self._section("Also in the document", map(self._note, incident.notes))

    def _section(self, heading: str, parts: Iterable[Iterable[str]]) -> Iterator[str]:
        blocks = [block for part in parts for block in part]
        if blocks:
            yield f"## {heading}"
            yield from blocks

    def _say(self, text: Text) -> str:
        """A text in the pack's language, its links to other incidents made absolute."""
        # Which value is at fault, only a finding knows.
        said = text.within(self._rules.language).replace("{culprit}", "…")
        if open_fence(said):
            return fenced(said)
        return PAGE_LINK.sub(self._link, said)

    def _link(self, link: re.Match[str]) -> str:
        incident = self._incidents.get(link[1])
        return f"]({self._rules.runbook_url(incident)}{link[2] or ''})" if incident else link[0]

    def _respond(self, incident: Incident) -> Iterator[Iterable[str]]:
        if not incident.respond:
            yield ["Nobody has written this down yet; the page tells what was done then."]
        yield from map(self._input, incident.inputs)
        for number, step in enumerate(incident.respond, 1):
            yield [f"### Step {number}", *self._step(step)]

    def _input(self, wanted: Input) -> Iterator[str]:
        secret = f" {SECRET}" if wanted.secret else ""
        yield f"`<{wanted.name}>` in a command stands for a value.{secret}"
        yield self._say(wanted.description)

    def _step(self, step: Step) -> Iterator[str]:
        yield self._say(step.summary)
        if step.precheck:
            yield from ("Check before:", self._say(step.precheck))
        for command in step.commands:
            yield from self._command(command)
        for change in step.changes:
            yield from self._change(change)
        if step.otherwise:
            yield from ("Otherwise:", self._say(step.otherwise))
        if step.rollback:
            yield from ("Way back:", self._say(step.rollback))

    def _observation(self, seen: Observation | Cause) -> Iterator[str]:
        yield self._say(seen.summary)
        for command in seen.commands:
            yield from self._command(command)
        for snippet in seen.evidence:
            yield from self._snippet(snippet)

    def _cause(self, cause: Cause) -> Iterator[str]:
        yield "Confirmed:" if cause.confirmed else "Suspected:"
        yield from self._observation(cause)

    def _moment(self, moment: Moment) -> Iterator[str]:
        yield f"{moment.at}:"
        yield self._say(moment.text)

    def _note(self, note: Note) -> Iterator[str]:
        """Quoted: it is another document's Markdown, with headings of its own."""
        yield fenced(note.text.within(self._rules.language), "markdown")

    def _command(self, command: Command) -> Iterator[str]:
        yield EFFECTS[command.effect]
        yield fenced(command.run, "sh")
        if command.output is not None:
            yield "It printed:"
            yield fenced(command.output, "text")
        if command.note:
            yield self._say(command.note)

    def _snippet(self, snippet: Snippet) -> Iterator[str]:
        if snippet.path:
            yield f"`{snippet.path}`:"
        yield fenced(snippet.text, snippet.language)
        if snippet.note:
            yield self._say(snippet.note)

    def _change(self, change: Change) -> Iterator[str]:
        of = f" in `{change.path}`" if change.path else ""
        for word, text in (("Before", change.before), ("After", change.after)):
            if text is not None:
                yield f"{word}{of}:"
                yield fenced(text, change.language)
        if change.note:
            yield self._say(change.note)

    def _caveat(self, caveat: Caveat) -> Iterator[str]:
        yield from ("Recorded:", self._say(caveat.about))
        yield from ("In fact:", self._say(caveat.text))
        yield from ("Reason:", self._say(caveat.reason))
        yield from (f"<{source}>" for source in caveat.sources)

    def _rule(self, rule: Rule) -> Iterator[str]:
        yield f"### `{rule.id}` ({rule.severity}, in {READS[rule.kind]})"
        yield from (self._say(rule.title), self._say(rule.message))
        yield from ("Do first:", self._say(rule.remediation))
        if isinstance(rule, LogRule):
            yield "A line that this RE2 expression finds:"
            yield fenced(rule.expr, "text")
        elif isinstance(rule, MetricRule):
            yield f"This PromQL holds for {rule.for_}:"
            yield fenced(rule.expr, "promql")
        else:
            yield f"`runbook-gen scan` finds it in {READS[rule.kind]}."
        for caveat in rule.caveats:
            yield from ("Beware:", self._say(caveat))
