"""Prices."""


def make(stage: str) -> object:
    """Make the application for `stage`."""
    return stage
