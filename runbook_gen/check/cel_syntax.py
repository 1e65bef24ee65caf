"""The expressions of manifest and file rules are CEL, as Kubernetes accepts it.

**Why.** One expression becomes a local scan and an admission policy. What only one engine knows
(two-variable macros, math, sorting) would hold here and be refused in the cluster. Beside the
standard macros, the strings library and optional values there are functions of our own that look
at the files around a document; a rule that uses one stays out of admission policies.

```text
exists(path)               a file or folder lies at this path
isFile(path)               a file lies at this path
outside(path)              the path leads out of the document's own folder
load(path)                 the YAML or JSON file at this path; null if none
text(path)                 the text of the file at this path; '' if none
files(glob)                the paths of all files that fit this glob
holding(glob, pattern)     those in which this pattern (RE2) is found
copied(path)               the file that a Dockerfile's COPY puts at this path of the image
ownNamespace()             the document's namespace, kustomizations considered; '' if unknown
patches()                  the texts of the patches that kustomizations make to the document
objects(kind, ns)          the Kubernetes objects of this kind in this namespace; '*' is any
named(kind, name)          those of this kind and name, in any namespace
pods(selector, ns)         the pods in this namespace that this label selector picks
selects(selector, labels)  this label selector picks a pod with these labels
serviceAccount(pod, ns)    a pod's account: its name, whether its token is mounted, its roles
egressPolicies(spec, ns)   this NetworkPolicy, and those that restrict egress and may select one of
                           its pods: {podSelector, denies, egress: [{cidr, except, port, endPort}]}
cniEgress(labels, ns)      where policies of Cilium, Calico and the administrator let pods with
                           these values of labels go: [{to, ports}]
maps(value)                every mapping in a value, at any depth
strings(value)             every text in a value, at any depth
under(value, key)          the values under this key, at any depth
found(value, pattern)      what this pattern (RE2) finds in the texts of a value, each once
```

Paths are seen from the document's folder, or from the root with '/' before them.

**Bad**

```yaml
kind: manifest
expr: object.spec.replicas == 1 &&      # what follows?
```

**Good**

```yaml
kind: manifest
expr: object.spec.replicas == 1
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.engine.cel import compile_error
from runbook_gen.model.finding import FindingSeverity
from runbook_gen.model.rule import DocumentRule

SEVERITY: FindingSeverity = "error"


def check(review: Review) -> Iterator[Problem]:
    """Yield each expression that CEL refuses."""
    for entry in review.collection.incidents:
        for index, rule in enumerate(entry.record.rules):
            for way, expr in rule.expressions.items() if isinstance(rule, DocumentRule) else ():
                if error := compile_error(expr):
                    message = f"CEL refuses the expression: {str(error)[:100]}"
                    remedy = "Correct it; 'runbook-gen explain cel-syntax' lists what it may use."
                    at = (error.line, error.column)
                    yield Problem(entry, ("rules", index, *way), message, remedy, at)
