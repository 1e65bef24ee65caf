"""The rules of `benchmarks.manifests` as checkov runs them: policies in Python.

(Its policies in YAML see the values of a ConfigMap, but no images: they pass where one is wrong.)
This file is laid into the folder that `--external-checks-dir` names, with `patterns` beside it;
checkov's own interpreter imports it.
"""

import json
import re
from pathlib import Path
from typing import Any

from checkov.common.models.enums import (  # type: ignore[import-not-found]
    CheckCategories,
    CheckResult,
)
from checkov.kubernetes.checks.resource.base_spec_check import (  # type: ignore[import-not-found]
    BaseK8Check,
)


class Policy(BaseK8Check):  # type: ignore[misc]
    """A rule about the images of a Deployment, or about a value of a ConfigMap."""

    def __init__(self, number: int, id: str, kind: str, key: str, regex: str) -> None:
        self._key, self._regex = key, re.compile(regex)
        super().__init__(
            name=id,
            id=f"CKV_BENCH_{number}",
            categories=[CheckCategories.KUBERNETES],
            supported_entities=[kind],
        )

    def scan_spec_conf(self, conf: dict[str, Any]) -> CheckResult:
        """Whether the value is wrong, in one object."""
        found = any(self._regex.search(value) for value in self._values(conf))
        return CheckResult.FAILED if found else CheckResult.PASSED

    def _values(self, conf: dict[str, Any]) -> list[str]:
        if self._key == "image":
            return [each["image"] for each in conf["spec"]["template"]["spec"]["containers"]]
        return [str(conf["data"].get(self._key, ""))]


POLICIES = [
    Policy(number, *said)
    for number, said in enumerate(
        json.loads(Path(__file__).with_name("patterns").read_text("utf-8")), 1
    )
]
