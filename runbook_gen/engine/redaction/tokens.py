"""Tokens that their issuers gave a shape of their own."""

from runbook_gen.engine.redaction.detector import HINT_START, START, Detector

SHAPES = {
    "GitHub token": (
        r"gh[pousr]_[A-Za-z0-9]{30,255}",
        r"github_pat_[A-Za-z0-9_]{22,255}",
    ),
    "GitLab token": (
        r"gl(?:pat|dt|ft|soat|rt|cbt|ptt|agent|imt)-[A-Za-z0-9_-]{20,100}",
        r"GR1348941[A-Za-z0-9_-]{20}",
    ),
    "Docker Hub token": (r"dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,100}",),
    "npm token": (r"npm_[A-Za-z0-9]{36}",),
    "PyPI token": (r"pypi-AgE[A-Za-z0-9_-]{50,1000}",),
    "Google API key": (r"AIza[A-Za-z0-9_-]{35}",),
    "Google OAuth token": (r"ya29\.[A-Za-z0-9_-]{30,1000}",),
    "Vault token": (r"hv[sbr]\.[A-Za-z0-9_-]{24,1000}",),
    "Terraform Cloud token": (r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,100}",),
    "Grafana token": (r"gls[ac]_[A-Za-z0-9]{32}_[0-9a-f]{8}",),
    "DigitalOcean token": (r"do[opr]_v1_[0-9a-f]{64}",),
    "Databricks token": (r"dapi[0-9a-f]{32}",),
    "Hugging Face token": (r"hf_[A-Za-z0-9]{34}",),
    "OpenAI or Anthropic key": (
        r"sk-(?:proj|svcacct|admin|ant|or)-[A-Za-z0-9_-]{20,300}",
        r"sk-[A-Za-z0-9]{32,100}",
    ),
    "Slack app token": (r"xapp-\d-[A-Za-z0-9-]{20,200}",),
    "Sentry token": (r"sntry[su]_[A-Za-z0-9+/=_-]{40,500}",),
    "New Relic key": (r"NRAK-[A-Z0-9]{27}",),
    "age key": (r"AGE-SECRET-KEY-1[0-9A-Z]{58}",),
}

# A token goes on as far as its letters do; the shortest beginning tells that one may be there.
DETECTORS = tuple(
    Detector(kind, rf"{START}{shape}", rf"{HINT_START}{shape.rpartition('{')[0]}{{8}}")
    for kind, shapes in SHAPES.items()
    for shape in shapes
)
