"""What code blocks show: commands with their output, and excerpts of files and logs."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from runbook_gen.engine.effects import verdict
from runbook_gen.engine.shell import syntax_fault
from runbook_gen.ingest.blocks import Block
from runbook_gen.ingest.codes import Excerpt, Ran, excerpt, is_output, is_shell, split
from runbook_gen.ingest.entry import MOST_EVIDENCE, Entry, beside
from runbook_gen.model.draft import Span


class Shown(NamedTuple):
    """The commands and excerpts of some blocks, in order of each; and the blocks left out."""

    commands: list[dict[str, Any]]
    excerpts: list[Excerpt]
    left: list[Block]

    def told(self, spans: Iterable[Span]) -> list[Span]:
        """Spans without the blocks that were left out."""
        return beside(spans, ((block.first, block.last) for block in self.left))


def shown(entry: Entry, blocks: Iterable[Block]) -> Shown:
    """Read blocks: output behind a command without one is its own."""
    told = Shown([], [], [])
    printing: dict[str, Any] | None = None
    for block in blocks:
        if block.kind in ("table", "html"):
            source = entry.document.source(block.first, block.last)
            if len(source) > MOST_EVIDENCE:
                told.left.append(block)
                continue
            told.excerpts.append(Excerpt(source, "markdown" if block.kind == "table" else "html"))
            printing = None
        elif not block.text.strip() or len(block.text) > MOST_EVIDENCE:
            told.left.append(block)
        elif is_shell(block):
            printing = _commands(told, block)
        elif printing is not None and is_output(block):
            printing["output"] = block.text
            printing = None
        else:
            told.excerpts.append(excerpt(block))
            printing = None
    return told


def _commands(told: Shown, block: Block) -> dict[str, Any] | None:
    """Take a shell block; the last command, if it printed nothing yet."""
    last: dict[str, Any] | None = None
    for each in split(block):
        if isinstance(each, Excerpt):
            told.excerpts.append(each)
            last = None
        elif syntax_fault(each.run):
            text = "\n".join(filter(None, (each.comment, each.run, each.output)))
            told.excerpts.append(Excerpt(text, "bash"))
            last = None
        else:
            told.commands.append(command(each))
            last = told.commands[-1]
    return last if last and "output" not in last else None


def command(ran: Ran, *, comment: bool = True) -> dict[str, Any]:
    """A command for an incident, with the comment above it as its first lines."""
    run = f"{ran.comment}\n{ran.run}" if ran.comment and comment else ran.run
    told: dict[str, Any] = {"run": run}
    if ran.output:
        told["output"] = ran.output
    found = verdict(ran.run)
    if found and found.effect != "reads":
        told["effect"] = found.effect
    return told


def snippet(part: Excerpt) -> dict[str, Any]:
    """An excerpt for an incident."""
    told: dict[str, Any] = {"language": part.language}
    if part.path:
        told["path"] = part.path
    return {**told, "text": part.text}
