"""What lets one into a cluster: kubeconfigs, tokens of service accounts and of kubeadm."""

from runbook_gen.engine.redaction.detector import HINT_START, QUOTE, START, Detector, looks_random

DETECTORS = (
    Detector(
        "JWT",
        rf"{START}eyJ[A-Za-z0-9_-]{{8,}}\.eyJ[A-Za-z0-9_-]{{8,}}(?:\.[A-Za-z0-9_-]+)?",
        r"eyJ[A-Za-z0-9_-]{8,}\.eyJ",
    ),
    Detector(
        "kubeadm token",
        rf"{START}(?<!\.)[a-z0-9]{{6}}\.(?=[a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{{16}}"
        r"(?![A-Za-z0-9_-]|\.[a-z])",
        rf"{HINT_START}[a-z0-9]{{6}}\.[a-z0-9]{{16}}\b",
    ),
    Detector(
        "kubeadm token",
        rf"(?i)token{QUOTE}[ \t]*[:= ][ \t]*{QUOTE}([a-z0-9]{{6}}\.[a-z0-9]{{16}})(?![\w.-])",
        rf"{HINT_START}[a-z0-9]{{6}}\.[a-z0-9]{{16}}\b",
    ),
    Detector(
        "kubeadm certificate key",
        r"certificate-?[kK]ey[ \t:=\"']{1,4}([0-9a-f]{64})(?![0-9a-f])",
        r"certificate-?[kK]ey[ \t:=\"']{1,4}[0-9a-f]{20}",
    ),
    Detector(
        "kubeconfig key",
        rf"client-key-data{QUOTE}[ \t]*:[ \t]*{QUOTE}([A-Za-z0-9+/=]{{40,}})",
        r"client-key-data[^A-Za-z0-9]{1,6}[A-Za-z0-9]{8}",
    ),
    Detector(
        "kubeconfig token",
        rf"{START}token{QUOTE}[ \t]*:[ \t]*{QUOTE}([A-Za-z0-9._~+/-]{{16,4000}}=*)",
        rf"\btoken{QUOTE}[ \t]*:[ \t]*{QUOTE}[A-Za-z0-9._~+/-]{{16}}",
        looks_random,
    ),
)
