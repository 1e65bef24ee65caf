"""Identifiers and their pseudonyms: what has one, which, and that stories and rules keep sense."""

import re
from dataclasses import replace
from datetime import date
from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources import REAL, SOUND, collection

from runbook_gen.engine.redaction.identifier import Identifiers
from runbook_gen.engine.redaction.pseudonym import Pseudonyms, letters
from runbook_gen.engine.redaction.rewriting import broken, published
from runbook_gen.load import load_incident
from runbook_gen.load.source import Source
from runbook_gen.model.collection import Collection
from runbook_gen.model.redaction import Allowed, Redaction


def told(*texts: str) -> list[str]:
    """Texts that belong together, with pseudonyms."""
    identifiers = Identifiers(texts)
    names = Pseudonyms(identifiers.addresses)
    return [identifiers.replaced(text, names) for text in texts]


@pytest.mark.parametrize(
    ("own", "public"),
    [
        ("delete vpc-0cb5bbb41f25671f5 now", "delete vpc-A now"),
        ("eni-0123abcd i-0a1b2c3d4e5f60718", "eni-A i-A"),
        (
            "arn:aws:ec2:eu-west-1:348712345678:vpc/vpc-0cb5bbb41f25671f5",
            "arn:aws:ec2:eu-west-1:000000000001:vpc/vpc-A",
        ),
        (
            "348712345678.dkr.ecr.eu-west-1.amazonaws.com/api, bucket logs-348712345678",
            "000000000001.dkr.ecr.eu-west-1.amazonaws.com/api, bucket logs-000000000001",
        ),
        ('"OwnerId": "348712345678"', '"OwnerId": "000000000001"'),
        ("dial tcp 10.37.4.9:443 from 10.37.4.77", "dial tcp 10.201.201.11:443 from 10.201.201.12"),
        ("52.78.233.242 and 52.78.233.242", "203.0.113.1 and 203.0.113.1"),
        ("2a05:d018::7 [fd12:3456::9]:443", "2001:db8::1 [fd00::1]:443"),
        ("ip-10-37-4-9 is 10.37.4.9", "ip-10-201-201-11 is 10.201.201.11"),
        (
            "ip-10-37-4-9.eu-west-1.compute.internal",
            "ip-10-201-201-11.eu-west-1.compute.internal",
        ),
        (
            "k8s-shop-api-1f2e-77.ap-northeast-2.elb.amazonaws.com",
            "host-a.ap-northeast-2.elb.amazonaws.com",
        ),
        ("logs.shop.s3.eu-west-1.amazonaws.com", "host-a.s3.eu-west-1.amazonaws.com"),
        ("https://git.shop.internal/x", "https://host-a.internal/x"),
        ("git@git.shop.internal:a/b", "user-a@example.com:a/b"),
        ("10-37-4-9.shop.pod.cluster.local", "10-201-201-11.shop.pod.cluster.local"),
        ("from ::ffff:10.37.4.9", "from ::ffff:10.201.201.11"),
        ("kim.lee@shop.co.kr wrote", "user-a@example.com wrote"),
        (r"no route to 10\.37\.4\.9:", r"no route to 10\.201\.201\.11:"),
        (r"no route to 10[.]37[.]4[.]9:", r"no route to 10[.]201[.]201[.]11:"),
        (r"from kim\.lee@shop\.co\.kr", r"from user-a@example\.com"),
        ("10.37.4.9-10.37.4.77", "10.201.201.11-10.201.201.12"),
        (
            r'{"log": "one\n10.37.4.9 at \nvpc-0123abcd"}',
            r'{"log": "one\n10.201.201.11 at \nvpc-A"}',
        ),
        (r"vpc\-0cb5bbb41f25671f5", r"vpc\-A"),
    ],
)
def test_an_identifier_has_a_pseudonym_of_its_kind(own: str, public: str) -> None:
    assert told(own) == [public]


@pytest.mark.parametrize(
    "text",
    [
        "10.96.0.1 10.96.0.10 127.0.0.1 0.0.0.0/0 169.254.169.254 192.0.2.7 10.0.0.0/8",
        "::1 :: 2001:db8::7 22:13:16 std::string a::b line=12,col=1::12:1",
        "arn:aws:iam::123456789012:role/app 202511161234 timeout 123456789012ms",
        "602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/pause:3.9",
        "ops@example.com git@github.com:a/b getty@tty1.service actions/checkout@v4.2.0",
        "vpc-12345678 i-1234567890abcdef0 vpc-<VPC_ID> i-have sg-names",
        "api.shop.svc.cluster.local redis.shop.svc host.docker.internal",
        "sts.amazonaws.com eks.eu-west-1.amazonaws.com aws_subnet.private.id sun.misc.internal.X",
        "version 1.28.4 v10.20.30.40",
    ],
)
def test_what_is_everybodys_stays(text: str) -> None:
    assert told(text) == [text]


PRIVATE = st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(
    v=4, network="192.168.8.0/23"
)


@given(st.lists(PRIVATE, min_size=1, max_size=300))
def test_pseudonyms_of_addresses_are_as_many_and_as_near(private: list[IPv4Address]) -> None:
    """Different addresses stay different; those of one private /24 stay in one."""
    names = Pseudonyms()
    given = {a: names.of("address", str(a)) for a in private}
    assert len(set(given.values())) == len(given)
    for one in private:
        for other in private[:20]:
            same = one.packed[:3] == other.packed[:3]
            assert same == (given[one].split(".")[:3] == given[other].split(".")[:3])


def test_networks_keep_their_hosts() -> None:
    assert told("10.37.0.0/16 10.37.4.0/24 10.37.4.9/32") == [
        "10.201.0.0/16 10.201.201.0/24 10.201.201.11/32"
    ]


def test_no_pseudonym_is_an_address_that_was_there() -> None:
    (text,) = told("10.0.1.10 10.0.201.11 10.201.201.11 10.37.4.9 192.168.5.1 203.0.113.1 5.6.7.8")
    assert text == (
        "10.0.202.11 10.0.203.11 10.202.201.11 10.203.201.11 192.168.201.1 203.0.113.1 203.0.113.2"
    )


def test_rows_of_letters_do_not_end() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def public(base: Collection, *allow: Allowed) -> Collection:
    settings = base.settings.record
    redaction = Redaction(profile="public", allow=allow)
    changed = settings.model_copy(update={"redaction": redaction})
    return replace(base, settings=replace(base.settings, record=changed))


def test_internally_nothing_changes() -> None:
    base = collection(REAL)
    assert published(base) is base


def test_the_real_rules_still_prove_themselves() -> None:
    base = public(collection(REAL))
    told = published(base)
    assert list(broken(base, told)) == []
    assert [e.record.id for e in told.incidents] == [e.record.id for e in base.incidents]
    text = "".join(str(entry.record) for entry in told.entries)
    assert "08049a4dd788790fa" not in text
    assert "52.78.233.242" not in text
    # A rule looks for the shape of an id: the VPC has that shape then in every text.
    assert "vpc-0000000000000000b" in text
    assert not re.search(r"\bvpc-B\b", text)


def test_a_later_incident_renames_nothing() -> None:
    base = public(collection(REAL))
    before = {entry.file: entry.record for entry in published(base).incidents}
    text = (SOUND / "dns-down.yaml").read_text("utf-8").replace("<POD>", "vpc-0dd1ee2ff3aa4bb5c")
    entry, _ = load_incident(Source("incidents/a-first-by-name.yaml", text.encode()))
    assert entry is not None
    later = entry.record.model_copy(update={"occurred": date(2026, 1, 1)})
    more = replace(base, incidents=(replace(entry, record=later), *base.incidents))
    after = {entry.file: entry.record for entry in published(more).incidents}
    assert {file: after[file] for file in before} == before
    assert "vpc-0dd1ee2ff3aa4bb5c" not in str(after["incidents/a-first-by-name.yaml"])


def test_what_is_allowed_stays() -> None:
    entry = Allowed(text="vpc-0cb5bbb41f25671f5", reason="Public on the vendor's own page")
    told = "".join(str(e.record) for e in published(public(collection(REAL), entry)).entries)
    assert "vpc-0cb5bbb41f25671f5" in told
    assert "08049a4dd788790fa" not in told
