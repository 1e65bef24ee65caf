"""Clouds, and what builds in them. Their many calls are classed by the verb they begin with."""

from runbook_gen.engine.effects.tool import ALWAYS, Table, Tool


def _anywhere(*verbs: str) -> str:
    """Patterns of verbs behind one, two or three nouns, as in `gcloud compute disks list`."""
    return ",".join(f"{nouns} {verb}" for verb in verbs for nouns in ("*", "* *", "* * *"))


CLOUDS: Table = {
    "aws": Tool(
        destroys="""* delete-*, * batch-delete-*, * terminate-*, * release-*, * deregister-*,
            * purge-*, * schedule-key-deletion, s3 rm, s3 rb, s3 sync … --delete""",
        changes="""* accept-*, * add-*, * allocate-*, * apply-*, * assign-*, * associate-*,
            * attach-*, * authorize-*, * batch-write-*, * cancel-*, * change-*, * copy-*,
            * create-*, * detach-*, * disable-*, * disassociate-*, * enable-*, * execute-*,
            * import-*, * invoke, * modify-*, * publish, * publish-*, * put-*, * reboot-*,
            * register-*, * reject-*, * remove-*, * replace-*, * reset-*, * restore-*, * resume-*,
            * revoke-*, * rotate-*, * run-*, * send-*, * set-*, * start-*, * stop-*, * suspend-*,
            * tag-*, * unassign-*, * untag-*, * update-*, configure set, s3 cp, s3 mb, s3 mv,
            s3 sync""",
        reads="""* batch-get-*, * check-*, * describe-*, * estimate-*, * filter-*, * get-*,
            * head-*, * list-*, * lookup-*, * query, * scan, * search-*, * simulate-*,
            * validate-*, * wait, configure list, logs tail, s3 ls, s3 presign""",
    ),
    "az gcloud": Tool(
        destroys=_anywhere("delete"),
        changes=_anywhere("add", "create", "deploy", "remove", "reset", "restart", "set", "start",
                          "stop", "update"),
        reads=_anywhere("describe", "get-*", "list", "show"),
    ),
    "terraform terragrunt tofu": Tool(
        destroys="""destroy, run-all destroy, destroy-all, apply … -destroy, apply … --destroy,
            state rm, workspace delete""",
        changes="""apply, fmt, force-unlock, import, init, refresh, run-all apply, state mv,
            state push, state replace-provider, taint, untaint, workspace new, workspace select""",
        reads="""console, graph, output, plan, providers, show, state list, state pull, state show,
            validate, version, workspace list, workspace show""",
        trial="fmt … -check",
    ),
    "ansible-playbook": Tool(
        changes=ALWAYS,
        trial="… --check, … -C, … --syntax-check, … --list-tasks, … --list-hosts, … --list-tags",
    ),
    "ansible-doc ansible-inventory ansible-lint": Tool(reads=ALWAYS),
    "ansible-galaxy": Tool(changes="install, * install, * remove, remove", reads="* list, list"),
    "ansible-vault": Tool(changes="create, decrypt, edit, encrypt, rekey", reads="view"),
}  # fmt: skip
