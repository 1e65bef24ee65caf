"""A command that destroys is marked `effect: destroys`.

**Why.** Pages set destructive commands apart and ask before they are copied. One that looks like
the harmless line above it is pasted by a tired reader. Trial runs (`--dry-run`) destroy nothing.

**Bad**

```yaml
commands:
  - run: kubectl delete networkpolicy alb-controller-egress
    effect: changes
```

**Good**

```yaml
commands:
  - run: kubectl delete networkpolicy alb-controller-egress
    effect: destroys
```
"""

import re
from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.invocation import Words, ahead, behind, found, tool_name
from runbook_gen.engine.shell import simple_commands
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"

Pattern = tuple[Words, Words]

# Tools -> what of them destroys: the subcommand, and behind "…" the words that must stand somewhere
# after it. An empty text means: always.
DESTROYS = {
    "argocd": ("app delete", "app delete-resource", "appset delete", "cluster rm", "proj delete"),
    "aws": (
        "* delete-*", "* batch-delete-*", "* terminate-*", "* release-*", "* deregister-*",
        "* purge-*", "s3 rm", "s3 rb", "s3 sync … --delete",
    ),
    "az gcloud": ("* delete", "* * delete", "* * * delete"),
    "calicoctl eksctl kind minikube": ("delete",),
    "crictl": ("rm", "rmi", "rmp"),
    "curl": ("… -X DELETE", "… -*XDELETE", "… --request DELETE", "… --request=DELETE"),
    "dd": ("… of=*",),
    "docker nerdctl podman": (
        "rm", "rmi", "* rm", "* prune", "compose down … -v", "compose down … --volumes",
    ),
    "docker-compose": ("rm", "down … -v", "down … --volumes"),
    "etcdctl": ("del",),
    "find": ("… -delete", "… -exec rm", "… -execdir rm"),
    "flux": ("delete", "uninstall"),
    "gh": ("* delete", "api … -X DELETE", "api … --method DELETE"),
    "git": (
        "push … --force", "push … -f", "push … --force-with-lease", "push … +?*", "push … :?*",
        "push … --delete", "push … -d", "push … --mirror", "reset … --hard", "clean … -f",
        "clean … --force", "branch … -D", "branch … -d -f", "branch … --delete --force",
        "stash drop", "stash clear",
    ),
    "helm": ("uninstall", "delete", "del", "un"),
    "istioctl": ("uninstall",),
    "k kubectl oc": ("delete", "drain", "replace … --force"),
    "kubeadm": ("reset",),
    "mysqladmin": ("drop",),
    "redis-cli valkey-cli": ("flushall", "flushdb"),
    "rm rmdir unlink shred truncate mkfs wipefs lvremove vgremove pvremove dropdb dropuser": ("",),
    "rsync": ("… --delete*",),
    "terraform terragrunt tofu": (
        "destroy", "apply … -destroy", "apply … --destroy", "state rm", "workspace delete",
    ),
    "velero": ("* delete", "delete"),
    "zfs zpool": ("destroy",),
}  # fmt: skip

# Tools that are told in SQL, which may also come through a pipe or a here-document.
SQL_TOOLS = frozenset({"cockroach", "mariadb", "mysql", "psql", "sqlite3"})
SQL = re.compile(
    r"""(?im)(?:^|[;"'=({])\s{0,40}"""
    r"(DROP|TRUNCATE|DELETE\s{1,9}FROM|ALTER\s[^;]{1,200}?\sDROP)(?=\s)"
)

# Tools that run the command behind them -> their subcommand, and how many words of their own may
# stand before that command.
RUNNERS = {
    "bash command dash doas env eval exec ionice nice nohup setsid sh stdbuf su sudo time watch "
    "xargs zsh": ("", 0),
    "chroot flock ssh timeout": ("", 1),
    "docker docker-compose k kubectl nerdctl oc podman": ("exec", 1),
}  # fmt: skip

# Words with which a command only says what it would do.
TRIAL = re.compile(
    r"--?dry-?run(=(?!none$|false$).*)?|--help|--generate-cli-skeleton.*|of=/dev/null"
)
SHORT_TRIAL = {"git": "-n", "rsync": "-n"}


def _pattern(text: str) -> Pattern:
    chain, _, rest = text.partition("…")
    return tuple(chain.split()), tuple(rest.split())


PATTERNS = {tool: [*map(_pattern, t)] for tools, t in DESTROYS.items() for tool in tools.split()}
RUNS = {tool: run for tools, run in RUNNERS.items() for tool in tools.split()}


def check(review: Review) -> Iterator[Problem]:
    """Yield each command that destroys without saying so."""
    for entry in review.collection.entries:
        for path, command in entry.commands:
            if command.effect != "destroys" and (what := destruction(command.run)):
                message = f"'{what}' destroys, but the command is not marked so"
                yield Problem(entry, (*path, "run"), message, "Add 'effect: destroys' to it.")


def destruction(script: str) -> str | None:
    """What in `script` destroys, in its telling words, or None."""
    pending = simple_commands(script)[::-1]
    sql = SQL.search(script)
    while pending:
        words = pending.pop()
        if not words:
            continue
        tool, rest = tool_name(words[0]), words[1:]
        if sql and tool in SQL_TOOLS:
            return f"{tool} … {' '.join(sql[1].split())}"
        for chain, wanted in PATTERNS.get(tool, ()):
            for said, options in behind(rest, chain):
                telling = [word for each in wanted if (word := found(options, each))]
                if len(telling) == len(wanted) and not _is_trial(tool, rest):
                    return " ".join((tool, *said, *telling))
        pending += _inner(tool, rest)[::-1]
    return None


def _is_trial(tool: str, words: Words) -> bool:
    short = SHORT_TRIAL.get(tool)
    return any(map(TRIAL.fullmatch, words)) or (
        short is not None and found(words, short) is not None
    )


def _inner(tool: str, words: Words) -> list[Words]:
    """The commands that `tool` runs: the rest of its words, or a script in one of them."""
    inner: list[Words] = []
    chain, own = RUNS.get(tool, ("", -1))
    for _, rest in behind(words, tuple(chain.split())) if own >= 0 else ():
        for index in ahead(rest, own):
            name = tool_name(rest[index])
            if re.search(r"\s", rest[index]):
                inner += simple_commands(rest[index])
            elif name in PATTERNS or name in RUNS or name in SQL_TOOLS:
                return [*inner, rest[index:]]
    return inner
