"""One edit of one incident: the whole site brought up to date, beside generators on its pages.

The peers get the pages that we rendered, the changed ones included, and make both languages of
them: Hugo by a theme of one short template, Zensical by the theme that ours is made of and with the
memory of its last build.
"""

import json
import re
import shutil
from itertools import count
from pathlib import Path

from benchmarks.measure import ROOT, RUNBOOK_GEN, Process, Sample, measure, table

PEERS = ROOT / ".venv-tools"
LANGUAGES = ("ko", "en")
IMPACT = re.compile(r"(?<=^    en: )(?:Edit \d+\. )?", re.MULTILINE)
IN_TITLE = re.compile(r"(?<=^  en: )(?:Edit \d+\. )?", re.MULTILINE)
EDITS = {"a sentence": IMPACT, "its title": IN_TITLE}
"""What is edited, and where in the file: the first place that fits."""

LAYOUT = """\
<!doctype html>
<html lang="{{ .Language.Lang }}">
<head><meta charset="utf-8"><title>{{ .Title }} - {{ site.Title }}</title></head>
<body>
<nav>{{ range site.Home.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
<aside>{{ .TableOfContents }}</aside>
<main>{{ .Content }}</main>
</body>
</html>
"""
HUGO = {
    "baseURL": "https://runbooks.example.com/",
    "title": "Runbooks",
    "uglyURLs": True,
    "disableKinds": ["taxonomy", "term", "RSS"],
    "defaultContentLanguage": LANGUAGES[0],
    "defaultContentLanguageInSubdir": True,
    "languages": {code: {"contentDir": f"content/{code}"} for code in LANGUAGES},
    "markup": {
        "goldmark": {"renderer": {"unsafe": True}, "parser": {"attribute": {"block": True}}}
    },
}
ZENSICAL = {
    "site_name": "Runbooks",
    "use_directory_urls": False,
    "nav": ["index.md", "incidents/index.md", "waves.md", "checklists.md", "cluster.md",
            "rules.md", "reference/index.md"],
    "theme": {"name": "material", "font": False, "features": ["navigation.tabs"]},
    "plugins": ["search"],
    "markdown_extensions": [
        "admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.details",
        "pymdownx.highlight", "pymdownx.superfences", "pymdownx.tasklist",
    ],
}  # fmt: skip


def run(projects: dict[int, Path], runs: int) -> str:
    """Measure, and tell it as Markdown. `projects` are by their incidents' count."""
    rows = []
    for incidents, project in projects.items():
        shutil.copy(ROOT / "mkdocs.yml", project)
        measure([Process(f"build {incidents}", [RUNBOOK_GEN, "build"], project)], 1, warm_up=0)
        for what, place in EDITS.items():
            ours, hugo, zensical = _measured(project, place, runs)
            rows.append((f"{incidents}, {what}", ours.shown(), hugo.shown(), zensical.shown()))
    head = ["incidents, edited", "`runbook-gen build`", "Hugo", "Zensical, cached"]
    return (
        "## After one edit\n\n"
        "One incident is edited, and the whole site brought up to date: pages, lists, feeds, "
        "search and rule packs, in two languages, byte for byte as a clean build makes it "
        "(`tests/cli/test_republish.py`). The peers make HTML of the pages alone.\n\n"
        f"{table(head, rows)}"
    )


def _measured(project: Path, place: re.Pattern[str], runs: int) -> list[Sample]:
    """Ours, Hugo's and Zensical's builds, each round after an edit; the first one warms up."""
    seconds: list[list[float]] = [[], [], []]
    memory = [0.0, 0.0, 0.0]
    for number in range(-1, runs):
        edit(project, place)
        steps = [Process("build after an edit", [RUNBOOK_GEN, "build"], project)]
        for index, process in enumerate([*steps, *_peers(project)]):
            if index == 1:
                _give_pages(project)
            [sample] = measure([process], 1, warm_up=0)
            if number >= 0:
                seconds[index] += sample.seconds
                memory[index] = max(memory[index], sample.memory)
    return [Sample(tuple(each), peak) for each, peak in zip(seconds, memory, strict=True)]


NUMBERS = count(1)


def edit(project: Path, place: re.Pattern[str]) -> tuple[Path, str]:
    """Edit the incident in the middle; the file, and the words that are new at the place."""
    words = f"Edit {next(NUMBERS)}. "
    files = sorted((project / "incidents").glob("*-[0-9]*.yaml"))
    file = files[len(files) // 2]
    text = file.read_text("utf-8")
    file.write_text(place.sub(words, text, count=1), "utf-8")
    return file, words


def _peers(project: Path) -> list[Process]:
    """What makes HTML of the pages: Hugo, and Zensical for each language at once."""
    hugo, zensical = project / "hugo", project / "zensical"
    command = PEERS / "zensical" / "bin" / "zensical"
    [program] = (PEERS / "hugo").glob("lib/*/site-packages/hugo/binaries/hugo")
    one, other = (f"(cd {zensical}/{code} && {command} build -f mkdocs.yml)" for code in LANGUAGES)
    return [
        Process("hugo", [str(program), "--quiet"], hugo),
        Process("zensical", ["/bin/sh", "-c", f"{one} & {other} && wait $!"], ROOT),
    ]


def _give_pages(project: Path) -> None:
    """Give the peers the pages as they are now; unchanged ones are not touched."""
    for code in LANGUAGES:
        docs = project / "docs" / code
        for page in docs.rglob("*.md"):
            path = page.relative_to(docs)
            section = path.with_name("_index.md") if path.name == "index.md" else path
            _give(page, project / "hugo" / "content" / code / section)
            _give(page, project / "zensical" / code / "docs" / path)
        settings = ZENSICAL | {"theme": {**ZENSICAL["theme"], "language": code}}  # type: ignore[dict-item]
        (project / "zensical" / code / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    layouts = project / "hugo" / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    for kind in ("single", "list"):
        (layouts / f"{kind}.html").write_text(LAYOUT, "utf-8")
    (project / "hugo" / "hugo.json").write_text(json.dumps(HUGO), "utf-8")


def _give(page: Path, copy: Path) -> None:
    data = page.read_bytes()
    if not copy.is_file() or copy.read_bytes() != data:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(data)
