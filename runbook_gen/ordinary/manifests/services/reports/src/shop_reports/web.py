"""The reports' application."""


async def app(_scope: dict[str, object], _receive: object, _send: object) -> None:
    """Answer nothing: only that it is here matters."""
