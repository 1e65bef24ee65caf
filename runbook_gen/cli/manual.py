"""The manual: what every check and target says about itself."""

from importlib import import_module

from runbook_gen.model.manual import ManualPage


def pages() -> list[ManualPage]:
    """The loader's pages and every check's, by id."""
    from runbook_gen.check import CHECKS, check_id
    from runbook_gen.load import dialect, secret, wording

    loading = [ManualPage("schema", "error", wording.__doc__ or ""),
               ManualPage("secret", "error", secret.__doc__ or ""),
               ManualPage("yaml", "error", dialect.__doc__ or "")]  # fmt: skip
    checks = [ManualPage(check_id(c), c.SEVERITY, c.__doc__ or "") for c in CHECKS]
    return sorted(loading + checks)


def all_pages() -> list[ManualPage]:
    """Every page about a finding, by the command that makes it; those of `check` first."""
    return [*pages(), *scan_pages(), *order_pages()]


def target_pages() -> list[ManualPage]:
    """What every target says about itself."""
    from runbook_gen.cli.exporters import exporters
    from runbook_gen.export import target_id

    return [ManualPage(target_id(e), e.PROVEN_BY, (e.__doc__ or "").strip()) for e in exporters()]


def scan_pages() -> list[ManualPage]:
    """Pages for what a scan finds without a rule."""
    found_by = {"drift": "drift", "ignore-without-reason": "ignore"}
    room = {id: import_module(f"runbook_gen.scan.{name}") for id, name in found_by.items()}
    return [ManualPage(id, "warning", module.__doc__ or "", "scan") for id, module in room.items()]


def order_pages() -> list[ManualPage]:
    """Pages for what is wrong with waves."""
    from runbook_gen.order import CHECKS, check_id

    return [ManualPage(check_id(c), c.SEVERITY, c.__doc__ or "", "waves") for c in CHECKS]
