"""The languages that incidents are written in: signatures (RE2), shell, Markdown, documents.

Each file wraps one library behind a small interface; nothing above imports those libraries.
"""
