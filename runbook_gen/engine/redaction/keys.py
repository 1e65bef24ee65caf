"""Private keys, as PEM or as the base64 of it that kubeconfigs and Secrets hold."""

import base64
import binascii

from runbook_gen.engine.redaction.detector import Detector

BASE64_PEM = "LS0tLS1CRUdJTi"  # what "-----BEGIN" becomes


def _holds_private_key(encoded: str) -> bool:
    head = encoded[: len(encoded) // 4 * 4][:96]
    try:
        return b"PRIVATE KEY" in base64.b64decode(head)
    except binascii.Error:
        return False


DETECTORS = (
    Detector(
        "private key",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File-",
    ),
    Detector(
        "private key",
        rf"{BASE64_PEM}[A-Za-z0-9+/]{{20,}}={{0,2}}",
        BASE64_PEM,
        _holds_private_key,
    ),
)
