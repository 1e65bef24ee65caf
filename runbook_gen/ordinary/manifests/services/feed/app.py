"""The feed."""

app = object()
