"""The paragraphs of a manual page: the unit in which it is translated."""

import re
from collections.abc import Callable

BLOCK = re.compile(
    r"^(?P<fence>`{3,})[^`\n]*\n.*?^(?P=fence)$"  # a code block, to its closing fence
    r"|^\S.*?(?=\n\n|\Z|\n```)",  # or a paragraph
    re.MULTILINE | re.DOTALL,
)


def paragraphs(markdown: str) -> list[str]:
    """A manual page's paragraphs and code blocks; a paragraph's lines are joined."""
    blocks = (found[0] for found in BLOCK.finditer(markdown.strip()))
    return [block if is_code(block) else " ".join(block.split()) for block in blocks]


def is_code(block: str) -> bool:
    """Whether a block of `paragraphs` is code, which is never translated."""
    return block.startswith("```")


def translated(markdown: str, say: Callable[[str], str]) -> str:
    """A manual page with its paragraphs in another language."""
    return "\n\n".join(b if is_code(b) else say(b) for b in paragraphs(markdown))
