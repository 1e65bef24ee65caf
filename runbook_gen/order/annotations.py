"""What an object's annotations say of its phase and wave, read as Argo CD reads them.

Argo CD looks at `argocd.argoproj.io/sync-wave` and `hook`, and else at Helm's own hook annotations
(gitops-engine, `pkg/sync/syncwaves/waves.go` and `pkg/sync/hook/hook.go`); the phases around a
deletion are `controller/hook.go`'s.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from runbook_gen.model.sync import DEFAULT_WAVE, PHASES, Phase

WAVE = "argocd.argoproj.io/sync-wave"
HOOK = "argocd.argoproj.io/hook"
HELM_HOOK = "helm.sh/hook"
HELM_WEIGHT = "helm.sh/hook-weight"
SKIP = "Skip"
HELM: Mapping[str, Phase] = {
    "pre-install": "PreSync",
    "pre-upgrade": "PreSync",
    "post-install": "PostSync",
    "post-upgrade": "PostSync",
    "pre-delete": "PreDelete",
    "post-delete": "PostDelete",
}
NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
TEMPLATED = "{{"


class Timing(NamedTuple):
    """When an object is applied; in no phase where it is skipped. `declared` as in `Task`."""

    phases: tuple[Phase, ...]
    wave: int
    declared: bool

    @property
    def rank(self) -> tuple[int, int]:
        """Its first phase and its wave: what is lower comes before."""
        return PHASES.index(self.phases[0]) if self.phases else len(PHASES), self.wave


def timing(annotations: Mapping[str, Any]) -> Timing:
    """The phases and the wave that annotations state."""
    for name in (WAVE, HELM_WEIGHT):
        number = wave_number(annotations.get(name))
        if number is not None:
            return Timing(_phases(annotations), number, declared=True)
    return Timing(_phases(annotations), DEFAULT_WAVE, declared=False)


def wave_number(value: Any) -> int | None:
    """A wave as a number, also where somebody forgot the quotes; None where it is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and NUMBER.fullmatch(value) else None


def listed(value: Any) -> list[str]:
    """The words of a comma-separated annotation, each once."""
    words = (word.strip() for word in value.split(",")) if isinstance(value, str) else ()
    return list(dict.fromkeys(filter(None, words)))


def _phases(annotations: Mapping[str, Any]) -> tuple[Phase, ...]:
    hooks = listed(annotations.get(HOOK))
    own = [phase for phase in PHASES if phase in hooks]
    if hooks == [SKIP]:
        return ()
    if own or hooks:  # an unknown word makes it a hook of no phase, which is never applied
        return tuple(own)
    helm = {HELM[word] for word in listed(annotations.get(HELM_HOOK)) if word in HELM}
    return tuple(phase for phase in PHASES if phase in helm) or ("Sync",)
