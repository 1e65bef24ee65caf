"""The payments' application; a package without `__init__.py`."""


async def app(_scope: dict[str, object], _receive: object, _send: object) -> None:
    """Answer nothing: only that it is here matters."""
