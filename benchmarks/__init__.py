"""How fast runbook-gen is, measured against named peers: `make bench`."""
