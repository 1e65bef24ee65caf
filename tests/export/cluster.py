"""A cluster that judges objects by what was exported: the same CEL, the policies' own rules.

What is emulated is what Kubernetes' documentation says of `matchConditions`, `variables`,
`failurePolicy: Ignore` and `messageExpression`; Gatekeeper takes them over.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from runbook_gen.engine.cel import CannotJudge, Engine
from runbook_gen.engine.reading import Reading
from runbook_gen.engine.resource import resource_of
from runbook_gen.model.rule import ManifestRule
from runbook_gen.model.tree import MemoryTree

ENGINE = Engine()
LONGEST = 5 * 1024  # bytes of what a messageExpression gives


class Verdict(NamedTuple):
    """What a policy makes of an object."""

    admitted: bool
    message: str = ""


Ask = Callable[[Any], Verdict]
ADMITTED = Verdict(True)


def judge(spec: Mapping[str, Any], thing: Any) -> Verdict:
    """What `spec`, of a policy that selects the object, makes of it."""
    assert spec["failurePolicy"] == "Ignore"
    facts = {"object": thing, "variables": {}}
    for condition in spec.get("matchConditions", ()):
        if _value(condition["expression"], facts) is not True:
            return ADMITTED
    values: dict[str, Any] = {}
    for variable in spec.get("variables", ()):
        value = _value(variable["expression"], facts | {"variables": values})
        if not isinstance(
            value, CannotJudge
        ):  # a variable that fails matters only where it is used
            values[variable["name"]] = value
    [validation] = spec["validations"]
    facts = {"object": thing, "variables": values}
    if _value(validation["expression"], facts) is not False:
        return ADMITTED
    said = _value(validation.get("messageExpression", "''"), facts)
    useful = isinstance(said, str) and said.strip() and "\n" not in said
    return Verdict(
        False, said if useful and len(said.encode()) <= LONGEST else validation["message"]
    )


def _value(expr: str, facts: dict[str, Any]) -> Any:
    try:
        return ENGINE.compile(expr).on(ENGINE.facts(facts))
    except CannotJudge as error:
        return error


def requested(rules: list[dict[str, Any]], thing: Any) -> bool:
    """Whether `resourceRules` mean requests to create the object."""
    group, _, version = thing["apiVersion"].rpartition("/")
    return any(
        _among(group, rule["apiGroups"])
        and _among(version, rule["apiVersions"])
        and _among(resource_of(thing["kind"]), rule["resources"])
        and "CREATE" in rule["operations"]
        for rule in rules
    )


def _among(name: str, names: list[str]) -> bool:
    assert "*" not in names or names == ["*"], "beside * the API server allows nothing else"
    return names == ["*"] or name in names


def constrained(kinds: list[dict[str, list[str]]], thing: Any) -> bool:
    """Whether a constraint's `kinds` mean the object."""
    group = thing["apiVersion"].rpartition("/")[0]
    return any(
        {"*", group} & set(each["apiGroups"]) and {"*", thing["kind"]} & set(each["kinds"])
        for each in kinds
    )


def objects(files: dict[str, str]) -> Iterator[Any]:
    """What `kubectl apply` would send of these files, object by object."""
    yield from (document.value for document in Reading(MemoryTree(files)).objects())


def replay(rule: ManifestRule, ask: Ask) -> int:
    """Ask about every example of a rule; how many there were."""
    for files in rule.examples.fires:
        assert _refusals(ask, files), (rule.id, files)
    for files in rule.examples.silent:
        assert _refusals(ask, files) == [], (rule.id, files)
    return len(rule.examples.fires) + len(rule.examples.silent)


def _refusals(ask: Ask, files: dict[str, str]) -> list[Verdict]:
    return [verdict for verdict in map(ask, objects(files)) if not verdict.admitted]
