"""NetworkPolicies that restrict egress: which may share a pod, and where they let TCP out.

What of a policy is odd counts as not said: the API server would have refused it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from runbook_gen.engine.pods import meets

GROUPS = ("networking.k8s.io", "extensions")
PORTS = (1, 65535)  # a named port: any of these
UNSAID = (0, 65535)  # no port at all: the rule does not think of ports


class Selector(NamedTuple):
    """A label selector, put straight."""

    labels: Mapping[str, Any]
    demands: list[dict[str, Any]]

    def may_meet(self, other: "Selector") -> bool:
        """Whether some pod may have the labels that both selectors want."""
        return (
            all(other.labels[key] == self.labels[key] for key in {*self.labels} & {*other.labels})
            and not _excludes(self.demands, other.labels)
            and not _excludes(other.demands, self.labels)
            and not any(_apart(one, two) for one in self.demands for two in other.demands)
        )


def egress_policies(spec: Any, others: Iterable[Any]) -> list[dict[str, Any]]:
    """A policy and those of `others` that restrict egress and may select one of its pods.

    Each by its selector, by whether it denies all, and by its ways out: CIDR ('' is anywhere), what
    it excepts, first and last port.
    """
    own = _selector(spec)
    beside = (
        other
        for other in others
        if other != spec and restricts_egress(other) and own.may_meet(_selector(other))
    )
    return [_put_straight(policy) for policy in (spec, *beside)]


def restricts_egress(spec: Any) -> bool:
    """Whether a policy says anything of egress: by its types, or without them by its rules."""
    types = _list(spec, "policyTypes")
    return "Egress" in types or (not types and bool(_list(spec, "egress")))


def _put_straight(spec: Any) -> dict[str, Any]:
    selector, rules = _selector(spec), _list(spec, "egress")
    return {
        "podSelector": {"matchLabels": selector.labels, "matchExpressions": selector.demands},
        "denies": not rules,
        "egress": [way for rule in rules for way in _ways(rule)],
    }


def _selector(spec: Any) -> Selector:
    selector = _map(spec, "podSelector")
    labels = {k: v for k, v in _map(selector, "matchLabels").items() if isinstance(k, str)}
    demands = [d for d in _list(selector, "matchExpressions") if isinstance(d, dict)]
    texts = [{k: d[k] for k in ("key", "operator") if isinstance(d.get(k), str)} for d in demands]
    return Selector(
        labels,
        [
            {"key": "", "operator": "", **text, "values": _list(demand, "values")}
            for demand, text in zip(demands, texts, strict=True)
        ],
    )


def _excludes(demands: list[dict[str, Any]], labels: Mapping[str, Any]) -> bool:
    return any(d["key"] in labels and not meets(d, labels) for d in demands)


def _apart(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    """Whether two demands are for values of one label that have none in common."""
    both = one["key"] == two["key"] and one["operator"] == two["operator"] == "In"
    return both and not any(value in two["values"] for value in one["values"])


def _ways(rule: Any) -> Iterator[dict[str, Any]]:
    peers = _list(rule, "to")
    blocks = [_map(peer, "ipBlock") for peer in peers] if peers else [{"cidr": ""}]
    for first, last in _tcp_ports(rule):
        for block in blocks:
            if isinstance(block.get("cidr"), str):
                yield {
                    "cidr": block["cidr"],
                    "except": [cidr for cidr in _list(block, "except") if isinstance(cidr, str)],
                    "port": first,
                    "endPort": last,
                }


def _tcp_ports(rule: Any) -> Iterator[tuple[int, int]]:
    ports = [port for port in _list(rule, "ports") if isinstance(port, dict)]
    for said in ports:
        if said.get("protocol", "TCP") in ("TCP", None):
            port, last = said.get("port"), said.get("endPort")
            if type(port) is int:
                yield port, last if type(last) is int else port
            else:
                yield PORTS if isinstance(port, str) else UNSAID
    if not ports:
        yield UNSAID


def _map(value: Any, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _list(value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []
