"""Sources and where they are kept: git and GitHub."""

from runbook_gen.engine.effects.tool import ALWAYS, Table, Tool

SOURCES: Table = {
    # Of `git branch`, `git config`, `git stash` and `git tag` the words behind tell, not the name.
    "git": Tool(
        destroys="""push … --force, push … -f, push … --force-with-lease, push … +?*, push … :?*,
            push … --delete, push … -d, push … --mirror, reset … --hard, clean … -f,
            clean … --force, branch … -D, branch … -d -f, branch … --delete --force, stash drop,
            stash clear""",
        changes="""add, am, apply, branch … -d, branch … -m, checkout, cherry-pick, clone, commit,
            config … --global, config … --unset, fetch, gc, init, merge, mv, pull, push, rebase,
            remote add, remote remove, remote set-url, reset, restore, revert, rm, stash apply,
            stash pop, stash push, stash save, submodule update, switch, tag … -a, tag … -d,
            worktree add, worktree remove""",
        reads="""blame, branch … -a, branch … --list, branch … -r, cat-file, check-ignore,
            config … --get, config … -l, config … --list, describe, diff, fsck, grep, log, ls-files,
            ls-remote, ls-tree, merge-base, name-rev, reflog, remote … -v, remote show, rev-list,
            rev-parse, shortlog, show, stash list, stash show, status, tag … -l, tag … --list,
            version, worktree list""",
        trial="push … -n, clean … -n, add … -n, rm … -n",
    ),
    "gh": Tool(
        destroys="* delete, * delete-*, api … -X DELETE, api … --method DELETE",
        changes="""* close, * comment, * create, * edit, * lock, * merge, * reopen, * review,
            api … -X POST, api … -X PUT, api … -X PATCH, api … --method POST, api … --method PUT,
            api … --method PATCH, auth login, auth logout, auth refresh, pr checkout, pr ready,
            release download, release upload, repo clone, repo fork, repo sync, run cancel,
            run download, run rerun, secret set, variable set, workflow disable, workflow enable,
            workflow run""",
        reads="* checks, * diff, * list, * status, * view, run watch, search",
    ),
    "actionlint shellcheck yamllint": Tool(reads=ALWAYS),
}
