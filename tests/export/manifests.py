"""Manifest rules as teams write them, one for each thing that admission policies trip over.

Each is a shape for `rulesets.rule`; its examples are proven by our own engine first.
"""

from typing import Any

from export.rulesets import MANIFEST

POD = "apiVersion: v1\nkind: Pod\nmetadata: {{name: a, namespace: b}}\nspec: {{containers: {}}}\n"


def manifest(
    name: str, groups: list[str], resources: list[str], fires: list[str], silent: list[str],
    **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """The shape of a rule whose examples are one file each."""
    versions = more.pop("versions", ["*"])
    return {
        "kind": "manifest",
        "id": name,
        "match": {"apiGroups": groups, "apiVersions": versions, "resources": resources},
        "examples": {
            "fires": [{"a.yaml": text} for text in fires],
            "silent": [{"a.yaml": text} for text in silent],
        },
        **more,
    }


PRIVILEGED = manifest(
    "privileged-container", [""], ["pods"],
    enforcement="deny",
    versions=["v1"],
    variables={
        "containers": "object.spec.containers +\n  object.spec.?initContainers.orValue([])",
        "bad": "variables.containers.filter(c, c.?securityContext.?privileged.orValue(false))",
    },
    expr="variables.bad.size() > 0 // none may be",
    culprits="variables.bad.map(c, c.name)",
    message={"en": "`{culprit}` may do what the node may.", "ko": "`{culprit}`"},
    fires=[
        POD.format("[{name: x, securityContext: {privileged: true}}]"),
        POD.format("[{name: y}], initContainers: [{name: z, securityContext: {privileged: true}}]"),
    ],
    silent=[
        POD.format("[{name: x, securityContext: {privileged: false}}, {name: y}]"),
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {containers: 1}}",
        "{apiVersion: example.com/v1, kind: Pod, spec: {}}",
    ],
)  # fmt: skip
HOOK = manifest(
    "hook-without-cleanup", ["batch"], ["jobs"],
    variables={"hook": "object.metadata.?annotations['argocd.argoproj.io/hook'].orValue('')"},
    applies_when="variables.hook != ''",
    expr="""!has(object.metadata.annotations) ? false :
  !('argocd.argoproj.io/hook-delete-policy' in object.metadata.annotations)""",
    culprits="variables.hook",
    fires=[
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a, annotations: "
        "{argocd.argoproj.io/hook: PreSync}}\n"
    ],
    silent=[
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\n",
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a, annotations: {argocd.argoproj.io/hook"
        ": PreSync, argocd.argoproj.io/hook-delete-policy: HookSucceeded}}\n",
    ],
)  # fmt: skip
LOAD_BALANCER = manifest(
    "open-load-balancer", [""], ["services"],
    applies_when="object.spec.?type.orValue('ClusterIP') == 'LoadBalancer'",
    expr="object.spec.?loadBalancerSourceRanges.orValue([]).size() == 0",
    fires=[
        "{apiVersion: v1, kind: Service, spec: {type: LoadBalancer}}",
        "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Service, "
        "spec: {type: LoadBalancer, loadBalancerSourceRanges: []}}]}",
    ],
    silent=[
        "{apiVersion: v1, kind: Service, spec: {}}",
        "{apiVersion: v1, kind: Service, "
        "spec: {type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]}}",
    ],
)  # fmt: skip
CERTIFICATE = manifest(
    "certificate-renewed-late", ["cert-manager.io"], ["certificates"],
    versions=["v1", "v1beta1"],
    keywords=["renewBefore"],
    variables={"before": "object.spec.?renewBefore.orValue('720h')"},
    expr="variables.before.matches('^[0-9]{1,2}h') && !variables.before.startsWith('0')",
    culprits="[variables.before]",
    fires=["{apiVersion: cert-manager.io/v1, kind: Certificate, spec: {renewBefore: 24h0m0s}}"],
    silent=[
        "{apiVersion: cert-manager.io/v1, kind: Certificate, spec: {renewBefore: 360h}}",
        "{apiVersion: cert-manager.io/v1, kind: Certificate, spec: {}}",
        "{apiVersion: cert-manager.io/v2, kind: Certificate, spec: {renewBefore: 24h}}",
    ],
)  # fmt: skip
WAVE = manifest(
    "wave-is-no-number", ["apps", "*"], ["deployments", "*"],
    applies_when="has(object.metadata) && has(object.metadata.annotations)",
    variables={"wave": "object.metadata.annotations[?'argocd.argoproj.io/sync-wave'].orValue('0')"},
    expr="type(variables.wave) == string\n  ? !variables.wave.matches('^-?[0-9]+$')\n  : true",
    culprits="dyn(variables.wave)",
    fires=[
        "{apiVersion: v1, kind: ConfigMap, "
        "metadata: {annotations: {argocd.argoproj.io/sync-wave: first}}}",
        "{apiVersion: example.com/v1alpha3, kind: Thing, "
        "metadata: {annotations: {argocd.argoproj.io/sync-wave: 3}}}",
    ],
    silent=[
        "{apiVersion: v1, kind: ConfigMap, data: {a: b}}",
        "{apiVersion: v1, kind: ConfigMap, "
        "metadata: {annotations: {argocd.argoproj.io/sync-wave: '-2'}}}",
    ],
)  # fmt: skip
SUSPENDED = manifest(
    "suspended-with-backlog", ["batch", "argoproj.io"], ["cronjobs", "cronworkflows"],
    applies_when="object.spec.?suspend.orValue(false)",  # dyn: the API server wants a bool
    expr='["Allow", "Forbid"].exists(p, object.spec.?concurrencyPolicy.orValue("Allow") == p)',
    fires=[
        "{apiVersion: batch/v1, kind: CronJob, spec: {suspend: true}}",
        "{apiVersion: argoproj.io/v1alpha1, kind: CronWorkflow, spec: {suspend: true}}",
    ],
    silent=[
        "{apiVersion: batch/v1, kind: CronJob, spec: {suspend: false}}",
        "{apiVersion: batch/v1, kind: CronJob, spec: {suspend: true, concurrencyPolicy: Replace}}",
    ],
)  # fmt: skip
SCRIPT = manifest(
    "script-in-config-map", [""], ["configmaps"],
    expr="object.?data.orValue({}).exists(k, object.data[k].startsWith('#!'))",
    culprits="object.data.map(k, object.data[k]).filter(v, v.startsWith('#!'))",
    fires=['{apiVersion: v1, kind: ConfigMap, data: {a: "#!/bin/sh\\nexit 1\\n", b: c}}'],
    silent=["{apiVersion: v1, kind: ConfigMap, data: {a: b}}", "{apiVersion: v1, kind: ConfigMap}"],
)  # fmt: skip
RESOURCES = manifest(
    "limit-below-request", ["apps"], ["deployments", "statefulsets"],
    variables={
        "pod": "object.spec.template.spec",
        "odd": "variables.pod.containers.filter(c, has(c.resources) && has(c.resources.limits) &&\n"
        "  c.resources.?requests['memory'].orValue('') == c.resources.limits.?memory.orValue('-'))",
    },
    expr="variables.odd.size() > 0",
    culprits="variables.odd",  # objects, which no message can name
    fires=[
        "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: "
        "[{name: a, resources: {requests: {memory: 1Gi}, limits: {memory: 1Gi}}}]}}}}"
    ],
    silent=[
        "{apiVersion: apps/v1, kind: StatefulSet, spec: {template: {spec: {containers: "
        "[{name: a}]}}}}"
    ],
)  # fmt: skip
SHAPES = (
    MANIFEST, PRIVILEGED, HOOK, LOAD_BALANCER, CERTIFICATE, WAVE, SUSPENDED, SCRIPT, RESOURCES,
)  # fmt: skip
