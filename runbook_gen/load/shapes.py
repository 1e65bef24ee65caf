"""What each pattern of the models asks of a value, in words; a test keeps it complete."""

SHAPES = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "Use lower-case letters, digits and single hyphens: my-incident.",
    r"^[^\x00-\x1f\x7f]+$": "Write it on one line.",
    r"^[\w.@+{}\-][\w./@+{}\- ]*$": "Write a path inside the repository: argocd/apps/20-alb.yaml.",
    r"^https?://[^\s<>\"'`\\(){}\[\]]+$": "Write an address with https://, brackets as %28.",
    r"^!?[^\x00-\x1f\x7f!\\]+$": "Write a pattern as in .gitignore: **/kustomization.yaml.",
    r"^[a-z]{2,3}$": "Write a language code (ko, en); put quotes around a text that has a comma.",
    r"^([0-9]+(ms|[smhdwy]))+$": "Write a length of time, such as 5m or 1h30m.",
    r"^[a-zA-Z_][a-zA-Z0-9_]*$": "Use letters, digits and underscores.",
    r"^[a-z0-9][a-z0-9+#-]{0,29}$": "Write the name of a language: yaml, json, dockerfile, text.",
    r"^([a-z0-9][a-z0-9.-]*|\*)?$": "Write an API group (apps), '*' for any, \"\" for the core.",
    r"^[a-z][a-zA-Z0-9_]*$": "Begin with a small letter, then letters, digits and underscores.",
    r"^[A-Za-z][A-Za-z0-9_-]*$": "Use letters, digits, '-' and '_': TOKEN.",
    r"^([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})$": "Write three numbers: 1.4.0.",
    r"^\{[^{}\x00-\x1f]{3,500}\}$": 'Write a stream selector of LogQL: {job=~".+"}.',
    r"^\d{1,7}(-\d{1,7})?(, \d{1,7}(-\d{1,7})?)*$": "Write line numbers: 30, 32-46 or 30, 41-44.",
}
