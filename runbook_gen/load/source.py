"""A file, before anything is known of it."""

from typing import NamedTuple


class Source(NamedTuple):
    """A file as it was read: its name for findings, and at most `MAX_BYTES` + 1 bytes."""

    file: str
    data: bytes
