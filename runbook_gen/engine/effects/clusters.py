"""Tools of Kubernetes and what runs on it."""

from runbook_gen.engine.effects.tool import Table, Tool

CLUSTERS: Table = {
    "k kubectl oc": Tool(
        destroys="delete, drain, replace … --force, apply … --prune",
        changes="""annotate, apply, autoscale, certificate, cordon, cp, create, debug, edit, expose,
            label, patch, replace, run, scale, set, taint, uncordon, rollout restart, rollout undo,
            rollout pause, rollout resume, config set*, config use-context, config rename-context,
            config delete-*, config unset""",
        reads="""api-resources, api-versions, cluster-info, describe, diff, events, explain, get,
            kustomize, logs, options, port-forward, top, version, wait, auth can-i, auth whoami,
            config view, config get-*, config current-context, rollout status, rollout history""",
    ),
    "argocd": Tool(
        destroys="""app delete, app delete-resource, app sync … --prune, app sync … --force,
            appset delete, cluster rm, proj delete, repo rm""",
        changes="""app actions run, app create, app edit, app get … --hard-refresh,
            app get … --refresh, app patch, app patch-resource, app rollback, app set, app sync,
            app terminate-op, app unset, appset create, cluster add, cluster set, login, logout,
            proj create, proj edit, proj set, relogin, repo add""",
        reads="""app actions list, app diff, app get, app history, app list, app logs,
            app manifests, app resources, app wait, appset get, appset list, account *, cluster get,
            cluster list, context, proj get, proj list, repo get, repo list, version""",
    ),
    "calicoctl": Tool(
        destroys="delete",
        changes="apply, create, label, patch, replace",
        reads="get, ipam check, ipam show, node status, version",
    ),
    "eksctl": Tool(destroys="delete", changes="create, enable, scale, set, update, upgrade",
                   reads="get, info, version"),
    "etcdctl": Tool(
        destroys="del, member remove",
        changes="alarm disarm, compact, compaction, defrag, member add, member update, put, "
        "snapshot restore, snapshot save",
        reads="alarm list, check, endpoint, get, member list, snapshot status, version, watch",
    ),
    "flux": Tool(
        destroys="delete, uninstall",
        changes="bootstrap, create, install, reconcile, resume, suspend",
        reads="check, diff, events, export, get, logs, stats, trace, tree, version",
    ),
    "helm": Tool(
        destroys="del, delete, un, uninstall",
        changes="""create, dependency build, dependency update, install, package, plugin install,
            pull, push, registry login, registry logout, repo add, repo remove, repo update,
            rollback, template … --dependency-update, test, upgrade""",
        reads="""dependency list, diff, env, get, history, inspect, lint, list, ls, plugin list,
            repo list, search, show, status, template, verify, version""",
    ),
    "istioctl": Tool(
        destroys="uninstall",
        changes="install, upgrade",
        reads="analyze, describe, experimental describe, pc, proxy-config, proxy-status, ps, "
        "version, x describe",
    ),
    "kind": Tool(destroys="delete", changes="build, create, load", reads="export, get, version"),
    "kubeadm": Tool(
        destroys="reset",
        changes="certs renew, init, join, token create, token delete, upgrade apply, upgrade node",
        reads="certs check-expiration, config images list, config print, token list, "
        "upgrade diff, upgrade plan, version",
    ),
    "kubeconform kustomize stern": Tool(reads=""),
    "minikube": Tool(destroys="delete", changes="start, stop", reads="ip, logs, status, version"),
    "velero": Tool(
        destroys="* delete, delete",
        changes="* create, create, install, uninstall",
        reads="* describe, * get, * logs, describe, get, version",
    ),
}  # fmt: skip
