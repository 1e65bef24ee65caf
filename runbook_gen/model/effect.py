"""What a command does to the system."""

from typing import Literal, get_args

Effect = Literal["reads", "changes", "destroys"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
"""The harmless first."""
