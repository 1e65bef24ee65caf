"""Rules over documents: what stands in a manifest or a file that brings the failure back.

Both kinds are written in CEL, the expression language of Kubernetes' admission policies. A
manifest rule judges Kubernetes objects wherever they are found (files, rendered output, what
`kubectl get -o yaml` prints); a file rule judges files by their names.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from runbook_gen.model.record import Line, Record, RepoPath
from runbook_gen.model.rule.every import EveryRule, Example

Cel = Annotated[str, Field(min_length=1, max_length=10_000)]
"""A CEL expression."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-zA-Z0-9_]*$", max_length=60)]
Group = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9.-]*|\*)?$", max_length=253)]
Glob = Annotated[str, Field(pattern=r"^!?[^\x00-\x1f\x7f!\\]+$", max_length=300)]
Parser = Literal["yaml", "source", "values", "dockerfile"]
Enforcement = Literal["warn", "deny"]

FileTree = Annotated[
    dict[RepoPath, Example],
    Field(
        min_length=1,
        description="Files by path; or `from: examples/…`, a folder beside the incidents.",
    ),
]
"""Files by path, as a rule is tried on them."""


class DocumentExamples(Record):
    """The proof of a manifest or file rule."""

    fires: tuple[FileTree, ...] = Field(
        min_length=1, description="Files with the fault, on each of which the rule fires."
    )
    silent: tuple[FileTree, ...] = Field(
        min_length=1, description="Sound files, cured ones first, on which it stays silent."
    )


class Resources(Record):
    """Which Kubernetes objects a rule judges; `*` stands for any."""

    groups: tuple[Group, ...] = Field(
        alias="apiGroups", min_length=1, description='API groups; the core group is `""`.'
    )
    versions: tuple[Line, ...] = Field(
        ("*",), alias="apiVersions", min_length=1, description="Versions, such as `v1`."
    )
    resources: tuple[Line, ...] = Field(
        min_length=1, description="Resources in the plural, such as `deployments`."
    )


class Files(Record):
    """Which files a rule judges, and how they are read."""

    globs: tuple[Glob, ...] = Field(
        min_length=1, description="Patterns as in .gitignore, such as `**/kustomization.yaml`."
    )
    parser: Parser = Field(
        "yaml",
        description="`yaml`: each document of the file. `values`: Helm values, also those inside "
        "an Application. `dockerfile`: its instructions. `source`: the text, and where it does "
        "not parse.",
    )


class DocumentRule(EveryRule):
    """What manifest and file rules share: a CEL expression that holds where the fault is."""

    keywords: tuple[Line, ...] = Field(
        (),
        description="Words, in any case, without one of which in the file's text the rule is "
        "silent: the file need not be parsed.",
    )
    applies_when: Cel | None = Field(
        None, description="CEL: whether the rule has anything to say of an object at all."
    )
    variables: dict[Name, Cel] = Field(
        default_factory=dict,
        description="CEL by name, in order: each may use those before it, as `variables.name`.",
    )
    expr: Cel = Field(description="CEL: true where the fault is.")
    culprits: Cel | None = Field(
        None,
        description="CEL: the values at fault, as a list. A finding points to each; without it, "
        "to the object.",
    )
    enforcement: Enforcement = Field(
        "warn", description="What an admission policy made of it does: `warn` or `deny`."
    )
    examples: DocumentExamples = Field(description="The proof, run by `runbook-gen test`.")

    @model_validator(mode="after")
    def _never_deny_on_a_guess(self) -> Self:
        if self.enforcement == "deny" and self.confidence == "heuristic":
            message = "a heuristic rule may not deny what somebody applies"
            raise ValueError(message, "Set enforcement to 'warn'.")
        return self

    @property
    def expressions(self) -> dict[tuple[str, ...], str]:
        """Every CEL expression of the rule, by the way to it."""
        single = {"applies_when": self.applies_when, "expr": self.expr, "culprits": self.culprits}
        found: dict[tuple[str, ...], str] = {(k,): expr for k, expr in single.items() if expr}
        return {**{("variables", k): expr for k, expr in self.variables.items()}, **found}


class ManifestRule(DocumentRule):
    """What a Kubernetes object must not say."""

    kind: Literal["manifest"] = Field(description="A rule over Kubernetes objects.")
    scope: Literal["kubernetes", "file"] = Field(
        "kubernetes",
        description="`kubernetes`: an admission policy can say it, too. `file`: only before the "
        "API server, which would refuse or never see what the rule looks for.",
    )
    match: Resources = Field(description="Which objects it judges.")


class FileRule(DocumentRule):
    """What a file of a repository must not say."""

    kind: Literal["file"] = Field(description="A rule over the files of a repository.")
    match: Files = Field(description="Which files it judges, and how they are read.")
