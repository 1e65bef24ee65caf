"""Sentences: messages carry no full stop, and several may follow each other on a line."""

ENDS = (".", "!", "?", "…")


def sentence(text: str) -> str:
    """`text` with a full stop, unless it has an end."""
    return text if text.endswith(ENDS) else f"{text}."
