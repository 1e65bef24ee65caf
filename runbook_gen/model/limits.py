"""How large things may be."""

MAX_BYTES = 1_000_000
"""A file of the collection. What is larger is a log that nobody reads in a review."""
