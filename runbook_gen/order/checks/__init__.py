"""What may be wrong with an order: one file per check.

To add one: write `<id>.py`, add it to `CHECKS`, and put cases under `tests/order/cases/<id>/`.
"""

from runbook_gen.order.checks import (
    config_after_pod,
    crd_after_object,
    hook_unknown,
    namespace_after_user,
    need_after_user,
    unread_file,
    wave_of_generated,
    wave_templated,
    wave_unreadable,
    wave_without_health_check,
    waves_differ_from_cluster,
    waves_disagree,
    webhook_after_object,
)
from runbook_gen.order.view import Check

CHECKS: tuple[Check, ...] = (
    config_after_pod,
    crd_after_object,
    hook_unknown,
    namespace_after_user,
    need_after_user,
    unread_file,
    wave_of_generated,
    wave_templated,
    wave_unreadable,
    wave_without_health_check,
    waves_differ_from_cluster,
    waves_disagree,
    webhook_after_object,
)

NEEDS = (
    config_after_pod.needs,
    crd_after_object.needs,
    namespace_after_user.needs,
    webhook_after_object.needs,
)
"""What each thing cannot do without."""
