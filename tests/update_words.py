"""Bring the catalogues up to date with the templates, the models and the manual: `make words`.

New words come in empty, words that nothing uses go out. `make words CODE=ja` begins one.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from runbook_gen.cli import manual
from runbook_gen.render.messages import messages

WORDS = Path(__file__).parents[1] / "runbook_gen" / "render" / "words"


def main(languages: list[str]) -> None:
    """Update the catalogues of `languages`, or of every language that has one."""
    keys = messages([*manual.all_pages(), *manual.target_pages()])
    for language in languages or [file.stem for file in WORDS.glob("*.po")]:
        file = WORDS / f"{language}.po"
        known = read_po(file.open("rb"), locale=language) if file.exists() else Catalog()
        fresh = Catalog(locale=language, project="runbook-gen")
        for key in keys:
            message = known.get(key)
            fresh.add(key, message.string if message else "")
        with file.open("wb") as stream:
            write_po(stream, fresh, width=100, omit_header=True)
        file.write_bytes(HEADER.format(language=language).encode() + file.read_bytes())


HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

if __name__ == "__main__":
    main(sys.argv[1:])
