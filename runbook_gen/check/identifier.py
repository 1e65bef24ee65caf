r"""With the profile `public`, every identifier has a pseudonym that its place allows.

**Why.** A public site tells no addresses, accounts and names of hosts: each has a pseudonym, the
same on every page and in every pack. Two places do not allow that. An id stays as it is, since
other files and addresses refer to it; and a rule must still do on its examples what they say. Write
such an example with values of documentation (192.0.2.1, 123456789012), or allow the identifier in
`collection.yaml`, with the reason.

**Bad**

```yaml
expr: 'no route to 10\.37\.'
examples: {fires: [no route to 10.37.4.9], silent: [no route to 10.8.4.9]}
```

**Good**

```yaml
expr: 'no route to 203\.0\.113\.'
examples: {fires: [no route to 203.0.113.9], silent: [no route to 192.0.2.9]}
```
"""

from collections.abc import Iterator

from runbook_gen.check.review import Problem, Review
from runbook_gen.model.finding import FindingSeverity

SEVERITY: FindingSeverity = "error"

REMEDY = "Use values of documentation, or allow it with a reason: 'redaction' in collection.yaml."
KINDS = {
    "account": "the id of an account",
    "address": "an address",
    "email": "an email address",
    "host": "the name of a host",
    "node": "the name of a node",
    "resource": "the id of a resource",
}


def check(review: Review) -> Iterator[Problem]:
    """Yield each identifier in an id, and each rule that its pseudonyms break."""
    if review.collection.settings.record.redaction.profile == "internal":
        return
    from runbook_gen.engine.redaction.rewriting import broken, fixed, published

    told = published(review.collection)
    for entry, path, kind in fixed(review.collection):
        message = f"{KINDS[kind]} stands in a name that is published as it is"
        yield Problem(entry, path, message, "Rename it, or allow it with a reason.")
    for entry, index in broken(review.collection, told):
        message = f"with pseudonyms, the rule '{entry.record.rules[index].id}' fails its examples"
        yield Problem(entry, ("rules", index, "expr"), message, REMEDY)
