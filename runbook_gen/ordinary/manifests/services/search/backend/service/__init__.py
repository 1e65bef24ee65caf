"""Search: a package whose `__init__` holds the factory."""


def create() -> object:
    """Make it."""
    return object()
