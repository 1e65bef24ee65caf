"""Credentials that are known by where they stand: headers, addresses, registries, assignments."""

import base64
import binascii
import re

from runbook_gen.engine.redaction.detector import QUOTE, Detector, looks_random, looks_secret

VALUE = r"[A-Za-z0-9._~+/-]{16,4000}=*"
NAMES = (
    r"(?:password|passwd|passphrase|pwd|secret|token|credential"
    r"|(?:api|access|auth|private|secret|signing|encryption)[_-]?key)"
)
NO_HANDLE = "".join(
    f"(?<!{of})"
    for of in ("request", "client", "change", "action", "next", "continuation", "page", "[0-9]:")
)
"""Tokens of these names tell requests and pages apart; in an ARN, a secret is told by its name."""
WORD = r"[^\s\"'`<>,;(){}\[\]|\\]"
DRAWN = rf"{WORD.replace('[^', '[^$')}{WORD}*[A-Z0-9!@#%^&*?+~]"
"""What a secret has beyond small letters; a shell's variable is none."""
ASSIGNED = rf"{QUOTE}[ \t]{{0,3}}(?::=|=>|[:=])[ \t]{{0,3}}{QUOTE}"


def _is_pair(encoded: str) -> bool:
    """Whether base64 holds a user and a password."""
    try:
        text = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    return re.fullmatch(r"[^\s:]+:[^\s<>$]+", text) is not None


DETECTORS = (
    Detector(
        "bearer token",
        rf"(?i)\bbearer[ \t]+{QUOTE}({VALUE})",
        rf"(?i:\bbearer)[ \t]+{QUOTE}[A-Za-z0-9._~+/-]{{16}}",
        looks_random,
    ),
    Detector(
        "basic credentials",
        r"(?i)\bbasic[ \t]+([A-Za-z0-9+/]{8,4000}={0,2})",
        r"(?i:\bbasic)[ \t]+[A-Za-z0-9+/]{8}",
        _is_pair,
    ),
    Detector(
        "key in a header",
        rf"(?i)\b(?:authorization|private-token|x-[a-z-]{{0,30}}(?:token|key)){QUOTE}[ \t]*:[ \t]*"
        rf"{QUOTE}(?:token[ \t]+)?({VALUE})",
        rf"(?i:\b(?:authorization|private-token|x-[a-z-]{{0,30}}(?:token|key))){QUOTE}[ \t]*:[ \t]*"
        rf"{QUOTE}(?:token[ \t]+)?[A-Za-z0-9._~+/-]{{16}}",
        looks_random,
    ),
    Detector(
        "registry credentials",
        rf"\bauth{QUOTE}[ \t]*:[ \t]*{QUOTE}([A-Za-z0-9+/]{{8,4000}}={{0,2}})(?![\w+/.-])",
        rf"\bauth{QUOTE}[ \t]*:[ \t]*{QUOTE}[A-Za-z0-9+/]{{8}}",
        _is_pair,
    ),
    Detector("registry credentials", r"eyJhdXRocyI6[A-Za-z0-9+/]{12,}={0,2}", r"eyJhdXRocyI6"),
    Detector(
        "password in an address",
        r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s:/@\"'<>`]{0,100}:([^\s/@\"'<>`]{3,200})@",
        r"://[^\s/@]*:[^\s/@]+@",
    ),
    Detector(
        "password",
        rf"(?i){NO_HANDLE}{NAMES}{ASSIGNED}({WORD}{{8,200}})",
        rf"(?i:{NAMES}){ASSIGNED}{DRAWN}",
        looks_secret,
    ),
    Detector(
        "password",
        rf"(?i)-(?:[a-z]{{1,20}}-){{0,3}}{NAMES}[ \t]+{QUOTE}({WORD}{{8,200}})",
        rf"(?i:-{NAMES})[ \t]+{QUOTE}{DRAWN}",
        looks_secret,
    ),
)
