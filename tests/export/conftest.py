"""Counts the examples that were replayed on what was exported, and prints it."""

from collections.abc import Callable

import pytest
from programs import Replays


@pytest.fixture
def replayed(record_property: Callable[[str, object], None]) -> Replays:
    """`replayed("loki", 12)` says that so many examples were tried on a target's artifact."""
    return lambda target, count: record_property(f"replayed {target}", count)
