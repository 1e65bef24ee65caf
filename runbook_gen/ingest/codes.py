"""Code blocks: commands with what they printed, pieces of files, logs.

A shell block is split where Bash ends a statement, so here-documents and loops stay whole. What
stands between is output: behind a prompt all that has none, else what is no command.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from runbook_gen.engine.shell import statements, syntax_fault
from runbook_gen.ingest.blocks import Block

SHELL = frozenset({"bash", "sh", "shell", "zsh", "console", "shell-session", "shellsession",
                   "terminal", "ksh", "fish"})  # fmt: skip
OUTPUT = frozenset({"", "text", "txt", "log", "logs", "output", "plaintext", "plain", "none",
                    "json", "console", "error"})  # fmt: skip
LANGUAGE = re.compile(r"[a-z0-9][a-z0-9+#-]{0,29}")
ALIASES = {"yml": "yaml", "dockerfile": "dockerfile", "tf": "hcl", "terraform": "hcl", "js":
           "javascript", "ts": "typescript", "py": "python", "golang": "go"}  # fmt: skip

PROMPT = re.compile(
    r"^\s{0,3}(?:\([\w.-]+\)\s)?(?:(?:\[[\w@.:~/ -]+\]|[\w.-]+@[\w.:~/-]+)?\s?[$❯➜]"
    r"|(?:\[[\w.-]+@[\w.:~/ -]+\]|[\w.-]+@[\w.-]+:[\w.~/-]*)\s?#)\s+(?=\S)"
)
CONTINUED = re.compile(r"^\s{0,3}>\s")
NAMES = """
kubectl helm argocd aws terraform git docker ansible ansible-playbook psql mysql curl wget gh
jq yq grep egrep rg cat less tail head ls cd cp mv rm mkdir chmod chown echo printf export for
while if sudo systemctl journalctl ssh scp rsync ps top htop free df du mount lsof ss netstat
ip nc dig nslookup host ping traceroute tcpdump openssl python python3 pip pip3 node npm npx
yarn make go cargo java javac jstack jmap mvn gradle ./gradlew ./mvnw crictl ctr nerdctl
podman skopeo kustomize kubeadm kubelet istioctl calicoctl cilium etcdctl redis-cli
rabbitmqctl kafka-topics.sh kafka-topics kafka-consumer-groups.sh kafka-consumer-groups mongo
mongosh eksctl gcloud az vault consul nomad flux k k9s stern watch xargs awk sed find tar kill
pkill nohup source sysctl modprobe iptables nft base64 envsubst terragrunt tofu velero pg_dump
pg_basebackup pg_controldata patronictl bash sh test set unset read sleep timeout tee sort
uniq wc diff patch apt apt-get yum dnf brew dmesg uname hostname id whoami date env promtool
amtool logcli uvicorn gunicorn celery airflow alembic flask django-admin
"""
TOOLS = frozenset(NAMES.split())
"""Words with which a line of a shell block is surely a command."""

HEADS = re.compile(r"[A-Z][A-Z0-9_()/%-]+(?:\s{1,}[A-Z0-9][A-Z0-9_()/%-]*)+\s*$")
TALK = re.compile(
    r"[\[{<|+*✓✗✔❌✅│╷╵→-]|\d|[A-Z][\w-]*:|(?:Error|Warning|INFO|WARN|ERROR|FATAL|Traceback)\b"
)
PATH = re.compile(
    r"(?<![\w/.@:+{}-])(?:[\w.@+{}-]+/)+[\w.@+{}-]*\w"
    r"|(?<![\w/.@:-])[\w-]+\.(?:ya?ml|json|toml|tf|py|sh|conf|cfg|ini|properties|md|txt|j2|env|xml"
    r"|gradle|go|js|ts)(?!\w)|(?<![\w/])Dockerfile(?!\w)"
)
DIFFS = frozenset({"diff", "patch"})
PATCHED = re.compile(r"(?m)^\+\+\+ (?:b/)?(\S+)")
COMMENT = re.compile(r"^\s*(?:#|//|--|;|<!--)\s?(?P<words>.*)$")


class Ran(NamedTuple):
    """A command, what it printed, and the comment above it as it stands."""

    run: str
    output: str = ""
    comment: str = ""


class Excerpt(NamedTuple):
    """A piece of a file, or of a log."""

    text: str
    language: str = "text"
    path: str = ""
    version: str = ""
    """`before` or `after`, where a caption says so."""


def is_shell(block: Block) -> bool:
    """Whether a code block holds commands: it says so, or begins like one."""
    info = syntax(block)
    lines = [line for line in block.text.split("\n") if line.strip()]
    if info in SHELL:
        return bool(lines)
    if info not in OUTPUT or not lines:
        return False
    return bool(PROMPT.match(lines[0])) or (
        not info and lines[0].split()[0] in TOOLS and not HEADS.match(lines[0])
    )


def syntax(block: Block) -> str:
    """The language that a fence names: the first word behind it."""
    word = re.split(r"[\s,{:(]", block.info.strip().lower(), maxsplit=1)[0]
    word = ALIASES.get(word, word)
    return word if LANGUAGE.fullmatch(word) else ""


def is_output(block: Block) -> bool:
    """Whether a block may be what the command before it printed."""
    return syntax(block) in OUTPUT and not is_shell(block)


def excerpt(block: Block) -> Excerpt:
    """A block as a piece of a file or a log, with the path that its first comment names."""
    first = next((line for line in block.text.split("\n") if line.strip()), "")
    comment = COMMENT.match(first)
    if syntax(block) in DIFFS:
        named = next(iter(patched(block.text)), "")
    else:
        named = path(comment["words"]) if comment else ""
    return Excerpt(block.text, syntax(block) or "text", named, block.version)


def patched(diff: str) -> list[str]:
    """The files that a diff leaves behind it."""
    return [path(name) for name in PATCHED.findall(diff) if name != "/dev/null"]


def path(words: str) -> str:
    """The first path of a file in `words`, or ""."""
    found = PATH.search(re.sub(r"https?://\S+", "", words))
    return found[0][:300] if found else ""


def split(block: Block) -> Iterator[Ran | Excerpt]:
    """What a shell block holds, in order."""
    lines = block.text.split("\n")
    if any(PROMPT.match(line) for line in lines):
        yield from _session(lines)
    else:
        yield from _script(block.text)


def _session(lines: list[str]) -> Iterator[Ran | Excerpt]:
    """Lines with prompts are commands, the lines between are what they printed."""
    before: list[str] = []
    run: list[str] = []
    output: list[str] = []
    documents: list[str] = []
    for line in lines:
        prompt = PROMPT.match(line)
        if prompt:
            if run or before:
                yield from _ran(before, run, output)
            before, run, output = [], [line[prompt.end() :]], []
            documents = _documents(run[0])
        elif not run:
            before.append(line)
        elif documents:
            run.append(CONTINUED.sub("", line))
            documents = documents[line.strip() == documents[0] :]
        elif not output and _goes_on(run):
            run.append(CONTINUED.sub("", line))
            documents = _documents(run[-1])
        else:
            output.append(line)
    yield from _ran(before, run, output)


LONGEST_LOOP = 200
"""A loop or a quotation that is not closed within so many lines never is."""


def _goes_on(run: list[str]) -> bool:
    """Whether a command is not finished: a backslash, an open quote or loop."""
    if run[-1].endswith("\\"):
        return True
    return len(run) < LONGEST_LOOP and syntax_fault("\n".join(run)) is not None


HEREDOC = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")


def _documents(line: str) -> list[str]:
    """The words that end the here-documents which a line begins."""
    return [match[2] for match in HEREDOC.finditer(line)]


def _ran(before: list[str], run: list[str], output: list[str]) -> Iterator[Ran | Excerpt]:
    if text := "\n".join(before).strip("\n"):
        yield Excerpt(text)
    if run:
        yield Ran("\n".join(run).strip("\n"), "\n".join(output).strip("\n"))


def _script(text: str) -> Iterator[Ran | Excerpt]:
    """Statements are commands; comments behind one, and what is no command, are its output."""
    lines = text.split("\n")
    last: Ran | Excerpt | None = None
    comments: list[str] = []
    end = -1
    for first, until, kind in statements(text):
        words = "\n".join(lines[first:until])
        near = last if first == end and not comments else None
        if kind == "comment" and not isinstance(near, Ran):
            comments.append(words)
        elif kind == "comment" and isinstance(near, Ran):
            last = near._replace(output=_joined(near.output, uncommented(words)))
        elif not _is_command(lines[first], near) and near:
            last = _goes_on_with(near, words)
        else:
            if last:
                yield last
            last = _begun(comments, words, _is_command(lines[first], near))
            comments = []
        end = until
    if last:
        yield last
    if comments:
        yield Excerpt("\n".join(comments), "bash")


def _begun(comments: list[str], words: str, command: bool) -> Ran | Excerpt:
    comment = "\n".join(comments)
    if command:
        return Ran(words.rstrip(), comment=comment)
    language = "yaml" if re.match(r"\s*(?:- )?[\w.-]+:(?:\s|$)", words) else "text"
    return Excerpt(_joined(comment, words), language, path(uncommented(comment)))


def _goes_on_with(near: Ran | Excerpt, words: str) -> Ran | Excerpt:
    """What is no command is output of the command above it, or more of the excerpt."""
    if isinstance(near, Ran):
        return near._replace(output=_joined(near.output, words))
    return near._replace(text=_joined(near.text, words))


def _is_command(line: str, near: Ran | Excerpt | None) -> bool:
    """Whether a statement is one. Behind other lines, only what begins with a known tool."""
    words = line.split()
    first = words[0] if words else ""
    name = first.lstrip("(!{").rpartition("/")[2]
    if name in TOOLS or re.match(r"[A-Za-z_]\w*=", first) or "<<" in line:
        return True
    if first.endswith(":") or HEADS.match(line.strip()) or TALK.match(line.strip()):
        return False
    printed = isinstance(near, Ran) and near.output
    like_one = first.isascii() and (first[:1].islower() or first[:1] in "./$")
    return near is None or (isinstance(near, Ran) and not printed and like_one)


def uncommented(words: str) -> str:
    """The words of a comment."""
    return "\n".join(re.sub(r"^\s*#+ ?", "", line) for line in words.split("\n"))


def _joined(before: str, words: str) -> str:
    return f"{before}\n{words}" if before else words
