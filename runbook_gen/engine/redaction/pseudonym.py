"""Pseudonyms: each identifier has one, wherever it stands, of the shape of its kind.

They are numbered as the identifiers come, so who reads a collection in the same order gives the
same names, and what comes later changes none of them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address

from runbook_gen.engine.redaction.address import (
    DOCUMENTATION,
    FIRST_HOST,
    FIXED_OCTETS,
    GLOBAL_6,
    is_private,
    kept_octets,
)

REGION = r"[a-z]{2}(?:-[a-z]+)+-\d"
SERVICES = "cache|compute|docdb|efs|eks|elb|es|execute-api|kafka|mq|neptune|rds|redshift|s3|vpce"
"""What of AWS has an endpoint for each customer's own."""
ZONE = re.compile(rf"(?:\.{REGION})?\.(?:{SERVICES})(?:\.{REGION})?\.amazonaws\.com$|\.[a-z]+$")
"""The end of a host's name that tells nothing of whose it is."""

NETWORK_OCTETS = (*range(201, 255), *range(1, 201))
HOST_OCTETS = (*range(11, 255), *range(2, 11))
"""The octets that are given, in order: first those that few networks have."""


def letters(number: int) -> str:
    """`A` for 0, `Z` for 25, `AA` for 26."""
    text = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


class Pseudonyms:
    """Who is called what.

    No pseudonym is one of the addresses that are `taken`: those that stand in the texts. Resources
    that are `shaped` are called by digits as their own, `vpc-0000000000000000a`, rather than
    `vpc-A`: a rule looks for that shape.
    """

    def __init__(self, taken: Iterable[str] = (), shaped: Iterable[str] = ()) -> None:
        self._taken = {tuple(text.split(".")[:n]) for text in taken for n in (2, 3, 4)}
        self._shaped = frozenset(shaped)
        self._given: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()

    def of(self, kind: str, value: str) -> str:
        """The pseudonym of an identifier."""
        given = self._given.get((kind, value))
        if given is None:
            given = self._given[kind, value] = getattr(self, f"_{kind}")(value)
        return given

    def _next(self, row: str) -> int:
        self._counts[row] += 1
        return self._counts[row] - 1

    def _resource(self, value: str) -> str:
        prefix, _, digits = value.rpartition("-")
        number = self._next(prefix)
        shaped = f"{number + 10:0{len(digits)}x}"
        return f"{prefix}-{shaped if value in self._shaped else letters(number)}"

    def _account(self, _: str) -> str:
        return f"{self._next('account') + 1:012}"

    def _email(self, _: str) -> str:
        return f"user-{letters(self._next('email')).lower()}@example.com"

    def _host(self, value: str) -> str:
        zone = ZONE.search(value)
        return f"host-{letters(self._next('host')).lower()}{zone[0] if zone else ''}"

    def _address(self, value: str) -> str:
        if ":" in value:
            prefix = "2001:db8" if IPv6Address(value) in GLOBAL_6 else "fd00"
            return f"{prefix}::{self._next(prefix) + 1:x}"
        address = IPv4Address(value)
        if is_private(address):
            return self._neighbour(address)
        given = self._public()
        while tuple(given.split(".")) in self._taken:
            given = self._public()
        return given

    def _public(self) -> str:
        network, host = divmod(self._next("public"), 254)
        return str(DOCUMENTATION[network % len(DOCUMENTATION)][host + 1])

    def _neighbour(self, address: IPv4Address) -> str:
        """A private address whose neighbours stay its neighbours: each octet gets a number.

        What networks and their first hosts have stays, so a network holds the same addresses.
        """
        octets = [str(octet) for octet in address.packed]
        told = octets[: kept_octets(address)]
        for index in range(len(told), 4):
            told.append(self._octet(octets[:index], octets[index], told))
        return ".".join(told)

    def _octet(self, network: list[str], octet: str, told: list[str]) -> str:
        is_host = len(network) == 3
        if int(octet) in FIXED_OCTETS or (is_host and int(octet) == FIRST_HOST):
            return octet
        row = f"in {'.'.join(network)}"
        while (row, octet) not in self._given:
            number = self._next(row)
            free = HOST_OCTETS if is_host else NETWORK_OCTETS
            given = str(free[number % len(free)])
            if (*told, given) not in self._taken or number >= len(free):
                self._given[row, octet] = given
        return self._given[row, octet]
