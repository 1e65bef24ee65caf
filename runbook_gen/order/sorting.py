"""The order in which Argo CD applies objects: phase, wave, kind, name.

As in its source, `gitops-engine/pkg/sync/sync_tasks.go` (argoproj/argo-cd, seen at commit
2c6e46a9a9ba): kinds stand in the order that Helm installs them, and any other kind comes last.
Before it applies them, Argo CD moves a namespace or a CustomResourceDefinition up to the first
object *of the same sync* that needs it; the checks tell where that is relied on.
"""

from runbook_gen.model.sync import PHASES, Task

_KINDS = """
    Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget
    ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume PersistentVolumeClaim
    CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding ClusterRoleBindingList
    Role RoleList RoleBinding RoleBindingList Service DaemonSet Pod ReplicationController ReplicaSet
    Deployment HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService
"""
KINDS = tuple(_KINDS.split())
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


def place_in_sync(task: Task) -> tuple[int, int, int, str, str, str, int]:
    """What tasks are sorted by; beyond Argo CD's four, what makes equal ones stand still."""
    kind = _RANK.get(task.kind, len(KINDS))
    place = task.place
    return (
        PHASES.index(task.phase),
        task.wave,
        kind,
        task.name,
        task.namespace,
        place.file,
        place.line,
    )
