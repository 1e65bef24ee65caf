"""Regular expressions that mean the same in other engines; and which rules are nothing more."""
