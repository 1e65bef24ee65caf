"""YAML that survives any text: the form in which packs are written."""

from typing import Any

import yaml

BREAKS = frozenset("\x85\u2028\u2029")
"""What YAML takes for the end of a line, too: only escaped does it stay what it is."""


class Block(str):
    """A text that is written as a block, also where it is one line: nothing in it is escaped."""


_Fastest: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""libyaml, where it is there: five times faster."""


class _Dumper(_Fastest):  # type: ignore[misc]
    """Several lines as a block: what a reviewer expects to read."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write what stands in two places twice: not every tool follows an alias."""
        del data
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    block = "\n" in value or isinstance(value, Block)
    style = '"' if BREAKS.intersection(value) else "|" if block else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Block, _text)


def yaml_text(value: Any) -> str:
    """`value` as YAML: keys in their order, no line folded."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)


def quoted(text: str) -> str:
    """A text as YAML on one line, in double quotes."""
    said: str = yaml.dump(text, Dumper=_Fastest, default_style='"', allow_unicode=True, width=10**7)
    return said.rstrip("\n")


def scalar(text: str) -> str:
    """A text as YAML on one line: bare where that says the same, in quotes elsewhere."""
    if "\n" in text or BREAKS.intersection(text):
        return quoted(text)
    said: str = yaml.dump(text, Dumper=_Fastest, allow_unicode=True, width=10**7)
    return said.removesuffix("...\n").rstrip("\n")
