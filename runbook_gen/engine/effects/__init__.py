"""What a command does to the system: reads, changes or destroys, as far as its tools are known.

A script is judged by its strongest part: each command of pipelines, loops and substitutions counts,
and so does what `sudo`, `xargs` or `kubectl exec` run. What is not in the tables gets no verdict.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from runbook_gen.engine.effects.clouds import CLOUDS
from runbook_gen.engine.effects.clusters import CLUSTERS
from runbook_gen.engine.effects.images import IMAGES
from runbook_gen.engine.effects.machines import MACHINES
from runbook_gen.engine.effects.sources import SOURCES
from runbook_gen.engine.effects.stores import SQL, SQL_TOOLS, STORES
from runbook_gen.engine.effects.tool import Table, Tool
from runbook_gen.engine.invocation import Words, ahead, behind, tool_name
from runbook_gen.engine.shell import simple_commands, written_files
from runbook_gen.model.effect import EFFECTS, Effect

TABLES: tuple[Table, ...] = (CLUSTERS, CLOUDS, IMAGES, SOURCES, STORES, MACHINES)
TOOLS: dict[str, Tool] = {
    name: tool for table in TABLES for names, tool in table.items() for name in names.split()
}

# Tools that run the command behind them -> their subcommand, and how many words of their own may
# stand before that command.
RUNNERS = {
    "bash command dash doas env eval exec ionice nice nohup setsid sh stdbuf su sudo time watch "
    "xargs zsh": ("", 0),
    "chroot flock ssh timeout": ("", 1),
    "docker docker-compose k kubectl nerdctl oc podman": ("exec", 1),
}  # fmt: skip
RUNS = {tool: run for tools, run in RUNNERS.items() for tool in tools.split()}
KNOWN = TOOLS.keys() | RUNS.keys() | SQL_TOOLS
EXEC = frozenset({"-exec", "-execdir", "-ok", "-okdir"})
"""Behind these words of `find`, a command stands."""

NOWHERE = re.compile(r"/dev/(null|stdout|stderr|tty|fd/\d+)|&?\d|&?-")


class Verdict(NamedTuple):
    """What a command does, and the words that say so."""

    effect: Effect
    telling: str


def verdict(script: str) -> Verdict | None:
    """What `script` does at the least, or None where none of its tools is known."""
    strongest: Verdict | None = None
    for each in _verdicts(script):
        if strongest is None or EFFECTS.index(each.effect) > EFFECTS.index(strongest.effect):
            strongest = each
            if each.effect == EFFECTS[-1]:
                break
    return strongest


def _verdicts(script: str) -> Iterator[Verdict]:
    seen: set[Words] = set()
    pending = simple_commands(script)[::-1]
    while pending:
        words = pending.pop()
        if not words or words in seen:
            continue
        seen.add(words)
        name, rest = tool_name(words[0]), words[1:]
        told = _of_sql(name, script) if name in SQL_TOOLS else _of_tool(name, rest)
        if told:
            yield told
        pending += _inner(name, rest)[::-1]
    for file in written_files(script):
        if not NOWHERE.fullmatch(file):
            yield Verdict("changes", f"> {file}")


def _of_tool(name: str, words: Words) -> Verdict | None:
    tool = TOOLS.get(name)
    if tool is None:
        return None
    if tool.tries(words):
        return Verdict("reads", name)
    for effect in reversed(EFFECTS):
        if (telling := tool.telling(effect, words)) is not None:
            return Verdict(effect, " ".join((name, *telling)))
    return None


def _of_sql(name: str, script: str) -> Verdict | None:
    for effect in reversed(EFFECTS):
        if statement := SQL[effect].search(script):
            return Verdict(effect, f"{name} … {' '.join(statement[1].split())}")
    return None


def _inner(name: str, words: Words) -> list[Words]:
    """The commands that a tool runs: the rest of its words, or a script in one of them."""
    if name == "find":
        return [words[i + 1 :] for i, word in enumerate(words) if word in EXEC]
    inner: list[Words] = []
    chain, own = RUNS.get(name, ("", -1))
    for _, rest in behind(words, tuple(chain.split())) if own >= 0 else ():
        for index in ahead(rest, own):
            if re.search(r"\s", rest[index]):
                inner += simple_commands(rest[index])
            elif tool_name(rest[index]) in KNOWN:
                inner.append(rest[index:])
    return inner
