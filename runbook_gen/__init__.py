"""runbook-gen: one reviewed YAML file per incident becomes runbooks and tested rules."""

__version__ = "0.1.0"
