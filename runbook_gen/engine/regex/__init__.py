"""Regular expressions that mean the same in other engines."""
