"""The files of a collection: the names of those that all others share, and how large one may be."""

SETTINGS_FILE = "collection.yaml"
CLUSTER_FILE = "cluster.yaml"
EXAMPLES = "examples"
"""The folder of a collection that holds examples of its rules, for `from:` to name."""
LEDGERS = ".translations"
"""The folder of a collection that tells from which source text each translation was made."""
LEDGER_SUFFIX = ".jsonl"
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""What Windows takes for a device, so that nobody there could check a file of this name out."""
NO_INCIDENTS = frozenset({"cluster", "collection", "index"})
"""Names of files that are none of incidents, of the collection or of the site."""
MAX_BYTES = 1_000_000
"""What is larger is a log that nobody reads in a review."""
