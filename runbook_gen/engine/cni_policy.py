"""What policies of other kinds let out beside NetworkPolicies: Cilium's, Calico's, the admin's.

Their rules add up with the plain ones. They are read generously: where one may let traffic out, it
is taken to.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from runbook_gen.engine.parsers.parsed import walk

Way = dict[str, Any]
"""A way out: `to` a CIDR, an entity of Cilium, `services`, `nodes`, `networks` or `*`; `ports`."""


def cilium(specs: Iterable[Any], labels: Sequence[str]) -> Iterator[Way]:
    """The ways out of Cilium's policies for pods that have these values of labels."""
    for spec in specs:
        selected = _strings(_under(spec, "endpointSelector"))
        if labels and selected and not {*labels} & {*selected}:
            continue
        for rule in _maps(_under(spec, "egress")):
            entities = rule.get("toEntities")
            found = _strings([rule.get("toCIDR"), rule.get("toCIDRSet")])
            found += _strings(entities) if isinstance(entities, list) else []
            yield from map(_way, [*found, *(["services"] if "toServices" in rule else ())])


def calico(specs: Iterable[Any], labels: Sequence[str]) -> Iterator[Way]:
    """The ways out of Calico's policies for pods that have these values of labels."""
    for spec in specs:
        selector, rules = str(_under(spec, "selector")), _under(spec, "egress")
        if labels and "==" in selector and not any(label in selector for label in labels):
            continue
        for rule in rules if isinstance(rules, list) else ():
            if _under(rule, "action") == "Allow" and rule.get("protocol", "TCP") in ("TCP", 6):
                yield from _calico_ways(rule.get("destination"))


def _calico_ways(destination: Any) -> Iterator[Way]:
    if not isinstance(destination, dict) or not destination:
        yield _way("*")
    elif "services" in destination:
        yield _way("services")
    elif not {"selector", "namespaceSelector"} & {*destination}:
        nets, ports = destination.get("nets"), destination.get("ports")
        for net in _strings(nets) if isinstance(nets, list) else ["*"]:
            yield _way(net, ports if isinstance(ports, list) else ())


def admin(specs: Iterable[Any]) -> Iterator[Way]:
    """The ways out of policies of the cluster's administrator."""
    peers = {"nodes": "nodes", "networks": "networks", "ipBlock": "networks"}
    for spec in specs:
        for rule in _maps(_under(spec, "egress")):
            if rule.get("action") in ("Allow", "Accept"):
                said = {key for peer in _maps(rule) for key in peer}
                yield from (_way(to) for key, to in peers.items() if key in said)
                yield from (_way("services") for _ in said & {"toServices"})


def _way(to: str, ports: Sequence[Any] = ()) -> Way:
    return {"to": to, "ports": [str(port) for port in ports]}


def _under(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _maps(value: Any) -> list[Any]:
    return [found for _, found in walk(value) if isinstance(found, dict)]


def _strings(value: Any) -> list[str]:
    return [found for _, found in walk(value) if isinstance(found, str)]
