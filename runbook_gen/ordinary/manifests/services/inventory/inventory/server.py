"""The inventory's application."""

from .routes import app

__all__ = ["app"]
