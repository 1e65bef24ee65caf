"""Tells a collection to people: pages in Markdown, diagrams in SVG, one language at a time.

The pages are plain Markdown, so that any site generator can build them. The public functions are
`render` and, for one page alone, `render_incident`. A language is one catalogue in `words/`; a page
is one template and one line in `PAGES`.
"""

from runbook_gen.render.front import SiteWords, front, site_words
from runbook_gen.render.letters import letters
from runbook_gen.render.machine import machine
from runbook_gen.render.pages import render, render_incident
from runbook_gen.render.rule_text import rule_text

__all__ = [
    "SiteWords",
    "front",
    "letters",
    "machine",
    "render",
    "render_incident",
    "rule_text",
    "site_words",
]
