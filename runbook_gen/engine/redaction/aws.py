"""Keys of AWS: the id, which has a shape of its own, and what it opens with, which has a name."""

from runbook_gen.engine.redaction.detector import HINT_START, QUOTE, START, Detector

NAMED = rf"{QUOTE}[ \t]*(?:=>|[:=])[ \t]*{QUOTE}"

DETECTORS = (
    Detector(
        "AWS access key",
        rf"{START}(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{{16}}(?![A-Za-z0-9])",
        rf"{HINT_START}(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{{16}}",
    ),
    Detector(
        "AWS secret key",
        rf"(?i)secret[_ -]?(?:access[_ -]?)?key{NAMED}([A-Za-z0-9/+]{{40}})(?![A-Za-z0-9/+=])",
        r"(?i:secret[_ -]?(?:access[_ -]?)?key)[^A-Za-z0-9]{1,8}[A-Za-z0-9/+]{20}",
    ),
    Detector(
        "AWS session token",
        rf"(?i)(?:session|security)[_ -]?token{NAMED}([A-Za-z0-9/+=]{{80,4000}})",
        r"(?i:(?:session|security)[_ -]?token)[^A-Za-z0-9]{1,8}[A-Za-z0-9/+=]{20}",
    ),
)
