"""What a browser may load and run for the site: its own files, and nothing that stands in a page.

Should a text ever get past the escaping, its script does not run and its picture is not fetched.
The policy is the theme's, so `mkdocs build` alone sets it, too.
"""

from collections.abc import Iterator
from importlib.resources import files

from runbook_gen.model.artifact import Artifact

HEADERS = """\
/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
"""


def policy() -> str:
    """The Content-Security-Policy that each page carries in its head."""
    return (files("runbook_gen.render") / "theme/partials/policy.html").read_text("utf-8").strip()


def headers() -> Iterator[Artifact]:
    """`_headers`, which Netlify, Cloudflare Pages and their like send with every page.

    It says what a page itself cannot: that no other site may frame it.
    """
    yield Artifact("_headers", HEADERS.format(policy=policy()))
