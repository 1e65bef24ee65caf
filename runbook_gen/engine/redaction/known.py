"""Values that stand in every manual: they look like secrets, and open nothing."""

import re

EXAMPLES = frozenset(
    {
        "AKIAI44QH8DHBEXAMPLE",
        "AKIAIOSFODNN7EXAMPLE",
        "abcdef.0123456789abcdef",
        "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    }
)
PLACEHOLDER = re.compile(
    r"(?i)\$[a-z_(]|%[sdv]$|.*(?:<[^<>]*>|\$\{|\{\{|\[[a-z_ ]+\]|\.\.\.|…|\*{3}|x{6}|#{3}"
    r"|redacted|example|placeholder|change-?me|your[-_]|insert[-_]|dummy|not-?a-?(?:real|secret))"
)
WORDS = frozenset({"guest", "pass", "passwd", "password", "pw", "pwd", "secret", "token"})


def is_example(value: str) -> bool:
    """Whether a value is an example that is known everywhere, or holds a place for one."""
    return (
        value in EXAMPLES
        or value.lower() in WORDS
        or len(set(value[-16:])) < 4
        or PLACEHOLDER.match(value[:300]) is not None
    )
