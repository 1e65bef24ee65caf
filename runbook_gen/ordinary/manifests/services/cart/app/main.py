"""The cart's application."""

from .asgi import respond as app

__all__ = ["app"]
