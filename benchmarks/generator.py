"""Generated collections: as many incidents as asked for, of the size and shape of real ones.

The same count and seed always give the same files. What incidents are made of is in
`vocabulary.yaml`; here it is chosen and put together.
"""

import argparse
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from string import Template
from typing import Any

import yaml

from benchmarks.surroundings import CLUSTER, ITEMS, WAVES, Data, cluster, settings

VOCABULARY = Path(__file__).with_name("vocabulary.yaml")
SEED = 20251116
FIRST_DAY = date(2023, 1, 2)


class Dumper(yaml.CSafeDumper):
    """YAML as authors write it: no anchors, and several lines as a literal block."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        """Write everything out where it stands."""
        return True


def _text(dumper: Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


Dumper.add_representer(str, _text)


def collection(count: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """The names and texts of a collection's files: settings, cluster and `count` incidents."""
    vocabulary = yaml.load(VOCABULARY.read_text("utf-8"), yaml.CSafeLoader)
    random = Random(seed)
    incidents: list[Data] = []
    for number in range(count):
        incidents.append(_incident(vocabulary, random, number, [i["id"] for i in incidents[-9:]]))
    yield "collection.yaml", _dumped("settings", settings(vocabulary["components"]))
    yield "cluster.yaml", _dumped("cluster", cluster(incidents))
    for incident in incidents:
        yield f"{incident['id']}.yaml", _dumped("incident", incident)


def write(folder: Path, count: int, seed: int = SEED) -> None:
    """Write a collection into `folder`, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in collection(count, seed):
        (folder / name).write_text(text, "utf-8")


def _dumped(kind: str, data: Data) -> str:
    """A file: its schema, then its fields, a blank line between sections."""
    schema = f"# yaml-language-server: $schema=../docs/schema/{kind}.schema.json\n"
    sections = (
        ("\n" if isinstance(value, list) and isinstance(value[0], dict) else "")
        + yaml.dump({key: value}, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000)
        for key, value in data.items()
        if value not in (None, [])
    )
    return schema + "".join(sections)


def _filled(value: Any, words: Mapping[str, object]) -> Any:
    """A piece of the vocabulary with its `$name`s filled in."""
    if isinstance(value, str):
        return Template(value).substitute(words)
    if isinstance(value, list):
        return [_filled(each, words) for each in value]
    if isinstance(value, dict):
        return {key: _filled(each, words) for key, each in value.items()}
    return value


def _incident(vocabulary: Data, random: Random, number: int, earlier: list[str]) -> Data:
    """One incident; `earlier` are the ids of those that it may be related to."""
    day = FIRST_DAY + timedelta(days=number % 1000)
    service, peer = random.sample(vocabulary["services"], 2)
    words = {
        "service": service,
        "peer": peer,
        "namespace": random.choice(vocabulary["namespaces"]),
        "day": day,
        "tag": f"1.{random.randrange(40)}.{random.randrange(20)}",
        "ip": f"10.{random.randrange(64, 128)}.{random.randrange(256)}.{random.randrange(1, 255)}",
        "port": random.randrange(24_000, 26_000),  # none that an ordinary log names
        "limit": random.choice((256, 512, 768, 1024)),
        "count": random.randrange(3, 40),
        "minutes": random.randrange(6, 90),
    }

    def some(pool: str, least: int, most: int) -> list[Any]:
        """Some of a pool, in its order."""
        items = vocabulary[pool]
        chosen = random.sample(range(len(items)), random.randint(least, min(most, len(items))))
        return [_filled(items[index], words) for index in sorted(chosen)]

    fault = _filled(random.choice(vocabulary["faults"]), words)
    id = f"{service}-{fault['slug']}-{number:04}"
    solved = random.random() < 0.75
    asks = random.random() < 0.4
    actions = some("actions", 0, 4)
    if solved:
        actions.insert(random.randint(0, len(actions)), _fix(fault, random))
    impacts = _cascade(some("impact", 1, 5))
    rules = [_log_rule(vocabulary, fault, id, words)]
    if random.random() < 0.5:
        rules.append(_metric_rule(vocabulary, id, words))
    keepers = [rule["id"] for rule in rules] + [random.choice(ITEMS)]
    lessons = [
        {"text": text, "enforced_by": random.sample(keepers, random.randint(1, len(keepers)))}
        for text in some("lessons", 2, 4)
    ]
    if random.random() < 0.5:  # half of the real ones have a lesson that nothing keeps
        del lessons[-1]["enforced_by"]
    return {
        "id": id,
        "title": fault["title"],
        "occurred": day.isoformat(),
        "cluster": CLUSTER,
        "status": "resolved" if solved else random.choice(("open", "mitigated")),
        "severity": random.choice(("critical", "high", "medium", "low")),
        "components": fault["components"],
        "wave": random.choice(WAVES),
        "inputs": [_filled(vocabulary["input"], words)] if asks else [],
        "symptoms": [fault["symptom"], *some("symptoms", 0, 1)],
        "respond": some("respond", 5 - asks, 6 - asks)
        + ([_filled(vocabulary["respond_with_input"], words)] if asks else []),
        "causes": [_cause(fault, impacts[0]["id"]), *some("suspected", 0, 1)],
        "impact": impacts,
        "actions": actions,
        "verification": some("verification", 2, 3),
        "measurements": some("measurements", 0, 4),
        "unresolved": [] if solved else [_filled(vocabulary["unresolved"], words)],
        "lessons": lessons,
        "caveats": some("caveats", 1, 4),
        "related": _related(random, vocabulary["related"], earlier),
        "rules": rules,
    }


def _cause(fault: Data, impact: str) -> Data:
    """The confirmed cause, with the piece of configuration that shows it, and its `impact`."""
    evidence = {"language": "yaml", "path": fault["path"], "text": fault["before"]}
    cause = fault["cause"]
    return {
        "summary": cause["summary"],
        "confirmed": True,
        "evidence": [evidence | {"note": cause["note"]}],
        "leads_to": [impact],
    }


def _cascade(impacts: list[Data]) -> list[Data]:
    """Impacts, each leading to the next."""
    for impact, following in pairwise(impacts):
        impact["leads_to"] = [following["id"]]
    return impacts


def _fix(fault: Data, random: Random) -> Data:
    change = {"language": "yaml"} | {key: fault[key] for key in ("path", "before", "after")}
    return {
        "summary": fault["fix"],
        "purpose": "fix",
        "outcome": "worked",
        "changes": [change],
        "commit": f"c{random.randrange(16**6):06x}",  # no number to any reader of YAML
    }


def _related(random: Random, note: Data, earlier: list[str]) -> list[Data]:
    """Links to one or two earlier incidents; only backwards, so they never make a circle."""
    chosen = random.sample(earlier, min(len(earlier), random.randint(1, 2)))
    return [{"id": id, "as": random.choice(("see-also", "caused-by")), "note": note}
            for id in chosen]  # fmt: skip


def _log_rule(vocabulary: Data, fault: Data, id: str, words: Mapping[str, object]) -> Data:
    rule, said = fault["rule"], _filled(vocabulary["rule"], words)
    return {
        "kind": "log",
        "id": f"{id}-log",
        "title": rule["title"],
        "severity": "critical",
        "confidence": "heuristic",
        "expr": rule["expr"],
        **said,
        "examples": {
            "fires": rule["fires"],
            "silent": rule["silent"] + _filled(vocabulary["healthy"], words),
        },
        "evidence": [{"tool": words["service"], "version": words["tag"], "text": rule["fires"][0]}],
    }


def _metric_rule(vocabulary: Data, id: str, words: Mapping[str, object]) -> Data:
    metric = _filled(vocabulary["metric"], words)
    service, namespace = words["service"], words["namespace"]
    labels = {"namespace": namespace, "pod": f"{service}-7d9c5b8f6-2xk4q", "container": service}
    inside = ", ".join(f'{name}="{value}"' for name, value in labels.items())
    series = f'kube_pod_container_status_waiting_reason{{{inside}, reason="CrashLoopBackOff"}}'

    def case(values: str) -> Data:
        return {"series": [{"series": series, "values": values}], "at": "10m"}

    return {
        "kind": "metric",
        "id": f"{id}-metric",
        "title": metric["title"],
        "severity": "warning",
        "confidence": "heuristic",
        "expr": metric["expr"],
        "for": "5m",
        "message": metric["message"],
        "remediation": metric["remediation"],
        "examples": {
            "fires": [case(metric["fires"]) | {"labels": labels}],
            "silent": [case(metric["silent"])],
        },
    }


def main() -> None:
    """Write a collection."""
    parser = argparse.ArgumentParser("python -m benchmarks.generator", description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="incidents (default: 100)")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other incidents")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True)
    args = parser.parse_args()
    write(args.out, args.count, args.seed)


if __name__ == "__main__":
    main()
