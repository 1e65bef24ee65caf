r"""Identifiers in a text: what tells whose system it is, and opens nothing.

In the expression of a rule an identifier may be written with escapes: `10\.0\.1\.7`. It is the same
one, and its pseudonym is written with the same escapes.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from runbook_gen.engine.redaction.address import is_everybodys
from runbook_gen.engine.redaction.detector import Passes
from runbook_gen.engine.redaction.pseudonym import REGION, SERVICES, Pseudonyms

START = r"(?:(?<![0-9A-Za-z.])|(?<=\\[nrt]))"
DOT = r"(?:\\{0,4}\.|\[\.\])"
DASH = r"\\{0,4}-"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
PREFIXES = (
    "acl|cgw|dopt|eigw|eipalloc|eipassoc|eni|eni-attach|fs|i|igw|lt|nat|pcx|rtb|rtbassoc|sg|sgr"
    "|snap|subnet|tgw|tgw-attach|vgw|vol|vpc|vpc-cidr-assoc|vpce"
)
KNOWN_HOSTS = frozenset(
    {
        "gateway.docker.internal",
        "host.containers.internal",
        "host.docker.internal",
        "host.minikube.internal",
        "kubernetes.docker.internal",
        "metadata.google.internal",
    }
)
EXAMPLE_ACCOUNTS = """
    012345678901 111111111111 111122223333 123456789012 210987654321 222222222222 444455556666
    555555555555 777788889999 999999999999
"""
PUBLISHERS = "099720109477 137112412989 602401143452"
KNOWN_ACCOUNTS = frozenset(f"{EXAMPLE_ACCOUNTS} {PUBLISHERS}".split())
"""AWS' own examples, and the accounts from which it and Canonical give images to everybody."""
KNOWN_SUFFIXES = frozenset(
    ("0123456789abcdef0", "1234567890abcdef0", "0123456789abcdef", "12345678")
)
CODE_HOSTS = frozenset(("bitbucket.org", "codeberg.org", "github.com", "gitlab.com"))
NO_DOMAINS = frozenset(
    ("mount", "path", "scope", "service", "slice", "socket", "swap", "target", "timer")
)
"""What follows the last dot in the name of a systemd unit, such as `getty@tty1.service`."""

EVERY = re.compile(
    "|".join(
        (
            rf"(?P<email>{START}[A-Za-z0-9](?:[\w+-]|{DOT}){{0,63}}@(?:{LABEL}{DOT})+[A-Za-z]{{2,24}}\b)",
            rf"(?P<resource>{START}(?<!-)(?:{PREFIXES}){DASH}(?:[0-9a-f]{{17}}|[0-9a-f]{{8}})(?!\w))",
            rf"(?P<node>{START}(?<!-)(?:ip|ec2)(?:{DASH}{OCTET}){{4}}(?!\d)"
            rf"|{START}(?<!-){OCTET}(?:{DASH}{OCTET}){{3}}(?={DOT}{LABEL}{DOT}pod\b))",
            rf"(?P<account>{START}\d{{12}}(?![0-9A-Za-z]))",
            rf"(?P<host>{START}(?<![_-])(?:{LABEL}{DOT}){{1,10}}(?:internal|corp|lan|intra|intranet)"
            rf"(?![\w-]|\.\w)|{START}(?<![_-])(?:{LABEL}{DOT}){{2,10}}local(?![\w-]|\.\w)"
            rf"|{START}(?<![_-])(?:{LABEL}{DOT}){{2,10}}amazonaws{DOT}com)",
            rf"(?P<address>{START}{OCTET}(?:{DOT}{OCTET}){{3}}(?![0-9A-Za-z]|\.\d)"
            r"|(?:(?<![\w:.])|(?<=\\[nrt]))(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:]|\.\d))",
        )
    )
)
ACCOUNT = re.compile(
    r"\barn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:(\d{12})\b"
    rf"|(?<!\d)(\d{{12}}){DOT}dkr{DOT}ecr"
    r"|(?i:account|owner|aws)[ _-]?(?i:id|alias|number)?"
    r"""["']?[ \t]{0,3}[:=]?[ \t]{0,3}["']?(\d{12})\b"""
)


class Identifier(NamedTuple):
    """An identifier as it is, without escapes, and where it stands in the text."""

    kind: str
    value: str
    start: int
    end: int


class Identifiers:
    """Tells identifiers, in texts that belong together.

    Twelve digits are an account's id only where the texts say so somewhere: then everywhere.
    """

    def __init__(self, texts: Iterable[str], allowed: Passes | None = None) -> None:
        self._allowed = allowed
        self.addresses: set[str] = set()
        """Every address in the texts: no pseudonym is one of them."""
        self._accounts: set[str] = set()
        for text in texts:
            self._accounts.update(filter(None, chain(*ACCOUNT.findall(text))))
            found = (m for m in EVERY.finditer(text) if m.lastgroup == "address")
            self.addresses.update(_plain(match[0]) for match in found)

    def within(self, text: str) -> Iterator[Identifier]:
        """Every identifier in a text."""
        for match in EVERY.finditer(text):
            kind, value = match.lastgroup or "", _plain(match[0])
            value = value if kind in ("email", "resource") else value.lower()
            other = kind == "account" and value not in self._accounts
            if not (other or KNOWN[kind](value) or (self._allowed and self._allowed(value))):
                yield Identifier(kind, value, *match.span())

    def replaced(self, text: str, names: Pseudonyms) -> str:
        """The text with pseudonyms for its identifiers."""
        parts: list[str] = []
        done = 0
        for kind, value, start, end in self.within(text):
            parts += text[done:start], _as_written(_name(kind, value, names), text[start:end])
            done = end
        return "".join((*parts, text[done:])) if parts else text


def _name(kind: str, value: str, names: Pseudonyms) -> str:
    """What stands for an identifier; the name of a node or pod is made of its address."""
    if kind != "node":
        return names.of(kind, value)
    prefix, address = _node(value)
    return prefix + names.of("address", address).replace(".", "-")


def _node(value: str) -> tuple[str, str]:
    """What stands before the address in a node's name, and the address."""
    *prefix, a, b, c, d = value.split("-")
    return "".join(f"{part}-" for part in prefix), f"{a}.{b}.{c}.{d}"


def _plain(written: str) -> str:
    """What is written, without the escapes of regular expressions."""
    return written.replace("[.]", ".").replace("\\", "")


def _as_written(name: str, instead_of: str) -> str:
    """A pseudonym with the escapes that were written in what it stands for."""
    for sign in ".-":
        if escaped := re.search(rf"\\+\{sign}|\[\.\]" if sign == "." else r"\\+-", instead_of):
            name = name.replace(sign, escaped[0])
    return name


def _known_host(value: str) -> bool:
    labels = value.split(".")
    if labels[-2:] == ["cluster", "local"] or "svc" in labels or value in KNOWN_HOSTS:
        return True
    if "amazonaws" not in labels:
        return value.endswith(("compute.internal", "ec2.internal"))  # the name of a node's zone
    own = [label for label in labels[:-2] if not re.fullmatch(rf"{REGION}|\d{{12}}", label)]
    return not any(re.fullmatch(SERVICES, label) for label in own[1:])


def _known_email(value: str) -> bool:
    domain = value.rpartition("@")[2]
    labels = domain.split(".")
    return (
        (labels[-2] == "example" and labels[-1] in ("com", "net", "org"))
        or labels[-1] in NO_DOMAINS
        or (value.startswith(("git@", "noreply@")) and domain in CODE_HOSTS)
    )


def _known_resource(value: str) -> bool:
    digits = value.rpartition("-")[2]
    return digits in KNOWN_SUFFIXES or len(set(digits)) < 3


def _known_node(value: str) -> bool:
    return is_everybodys(_node(value)[1])


KNOWN: dict[str, Passes] = {
    "account": KNOWN_ACCOUNTS.__contains__,
    "address": is_everybodys,
    "email": _known_email,
    "host": _known_host,
    "node": _known_node,
    "resource": _known_resource,
}
"""What of each kind is known everywhere."""
