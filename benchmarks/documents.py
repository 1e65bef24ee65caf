"""Generated documents: incidents as teams wrote them down before, in five shapes and two languages.

They tell of the incidents that `generator` makes, so they are as long as real ones. The same count
always gives the same documents.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from benchmarks.generator import collection

Data = dict[str, Any]
NAMES = {
    "ko": {"symptoms": "증상", "causes": "원인", "actions": "조치", "lessons": "교훈"},
    "en": {
        "symptoms": "Symptom",
        "causes": "Cause",
        "actions": "Fix",
        "lessons": "Lessons learned",
    },
}
AROUND = frozenset({"collection.yaml", "cluster.yaml"})


def documents(count: int) -> Iterator[tuple[str, str]]:
    """The names and texts of `count` documents."""
    files = (text for name, text in collection(count) if name not in AROUND)
    for number, text in enumerate(files):
        incident = yaml.load(text, yaml.CSafeLoader)
        language = tuple(NAMES)[number % 2]
        shape = SHAPES[number // 2 % len(SHAPES)]
        yield f"{number:04}-{shape.__name__.strip('_')}.md", shape(incident, language)


def write(folder: Path, count: int) -> None:
    """Write documents into `folder`, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents(count):
        (folder / name).write_text(text, "utf-8")


def _points(incident: Data, field: str, language: str) -> Iterator[tuple[str, str]]:
    """What a field says: words, and the code below them as Markdown."""
    for each in incident.get(field, ()):
        code = [
            _fence("console", f"$ {c['run']}", c.get("output")) for c in each.get("commands", ())
        ]
        code += [_fence(e.get("language", "text"), e["text"]) for e in each.get("evidence", ())]
        for change in each.get("changes", ()):
            before, after = change.get("before"), change.get("after")
            parts = [
                f"# BEFORE\n{before}" if before else None,
                f"# AFTER\n{after}" if after else None,
            ]
            code.append(_fence(change.get("language", "text"), *parts))
        yield (each.get("summary") or each["text"])[language], "\n\n".join(code)


def _fence(info: str, *texts: str | None) -> str:
    inner = "\n".join(text.rstrip("\n") for text in texts if text)
    return f"```{info}\n{inner}\n```"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def _chapters(incident: Data, language: str, level: int = 2) -> str:
    """A heading for each field."""
    parts = [f"{'#' * (level - 1)} {incident['title'][language]} ({incident['occurred']})"]
    for field, name in NAMES[language].items():
        parts.append(f"{'#' * level} {name}")
        for words, code in _points(incident, field, language):
            parts += filter(None, [words, code])
    return "\n\n".join(parts) + "\n"


def _bullets(incident: Data, language: str) -> str:
    """A bold bullet for each field, below a numbered heading."""
    lines = [f"## 1. {incident['title'][language]}", ""]
    for field, name in NAMES[language].items():
        lines.append(f"- **{name}**:")
        for words, code in _points(incident, field, language):
            lines.append(_indented(f"- {words}"))
            lines += [_indented(_indented(f"\n{code}"))] if code else []
    return "\n".join(lines) + "\n"


def _front(incident: Data, language: str) -> str:
    """A page of a blog or a wiki: front matter, then the fields."""
    said = yaml.safe_dump(
        {"title": incident["title"][language], "date": str(incident["occurred"]),
         "severity": incident["severity"]}, allow_unicode=True,
    )  # fmt: skip
    return f"---\n{said}---\n\n{_chapters(incident, language).split(chr(10), 2)[2]}"


def _table(incident: Data, language: str) -> str:
    """A row."""
    names = [NAMES[language][field] for field in ("symptoms", "causes", "actions")]
    said = [next(_points(incident, field, language), ("-", "")) for field in list(NAMES["en"])[:3]]
    cells = [words.replace("|", "\\|").replace("\n", " ") for words, _ in said]
    rows = [names, ["---"] * len(names), cells]
    return "# Troubleshooting\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _questions(incident: Data, language: str) -> str:
    """A question, and what to do."""
    parts = ["# FAQ", f"## Q. {incident['title'][language]}"]
    for field in ("symptoms", "actions"):
        for words, code in _points(incident, field, language):
            parts += filter(None, [words, code])
    return "\n\n".join(parts) + "\n"


SHAPES: tuple[Callable[[Data, str], str], ...] = (_chapters, _bullets, _front, _table, _questions)


def main() -> None:
    """Write documents; with `--parse`, only parse those that are there, whole, and nothing else."""
    parser = argparse.ArgumentParser("python -m benchmarks.documents", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--parse", action="store_true")
    args = parser.parse_args()
    if not args.parse:
        write(args.out, args.count)
        return
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable("table")
    for path in sorted(args.out.glob("*.md")):
        markdown.parse(path.read_text("utf-8"))


if __name__ == "__main__":
    main()
