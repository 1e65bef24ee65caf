"""The edge's application."""

app = object()
