"""What the targets of admission control share: which rules they can say, names, CEL, messages."""
