"""How a command ends."""

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2


class CannotRun(Exception):
    """What stands in the way, and what to do about it, in one sentence each."""
