"""Tokens of many services, known to detect-secrets.

The library costs 0.1 s to load, so it is loaded only where one of these hints holds. Its plugins
are used as they are, on a line in memory: without its settings, files, entropy or network.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

HINTS = {
    "artifactory.ArtifactoryDetector": r"\bAKC[A-Za-z0-9]{10}|\bAP[0-9A-F][A-Za-z0-9]{8}",
    "azure_storage_key.AzureStorageKeyDetector": r"AccountKey=[A-Za-z0-9+/=]{20}",
    "cloudant.CloudantDetector": r"(?i:cloudant|clou[_-])",
    "ibm_cos_hmac.IbmCosHmacDetector": r"(?i:secret[_-]?access[_-]?key)\W{1,8}[0-9a-f]{20}",
    "mailchimp.MailchimpDetector": r"[0-9a-z]{32}-us[0-9]",
    "npm.NpmDetector": r"_authToken=",
    "sendgrid.SendGridDetector": r"SG\.[A-Za-z0-9_-]{22}\.",
    "slack.SlackDetector": r"(?i:xox[abposr]-[0-9]|hooks\.slack\.com/services/T)",
    "softlayer.SoftlayerDetector": r"(?i:softlayer)",
    "square_oauth.SquareOAuthDetector": r"sq0csp-[A-Za-z0-9_\\-]{20}",
    "stripe.StripeDetector": r"[rs]k_live_[A-Za-z0-9]{20}",
    "twilio.TwilioKeyDetector": r"(?:AC|SK)[a-z0-9]{32}\b",
}


def found(line: str) -> Iterator[tuple[int, int, str]]:
    """Each find in a line: from where to where it stands, and its kind."""
    for plugin in _plugins(tuple(_named(line))):
        for value in plugin.analyze_string(line):
            for match in re.finditer(re.escape(value), line) if value else ():
                yield *match.span(), str(plugin.secret_type)


def _named(line: str) -> Iterator[str]:
    return (name for name, hint in HINTS.items() if re.search(hint, line))


@cache
def _plugins(names: tuple[str, ...]) -> list[Any]:
    wanted = (name.split(".") for name in names)
    return [getattr(import_module(f"detect_secrets.plugins.{m}"), c)() for m, c in wanted]
