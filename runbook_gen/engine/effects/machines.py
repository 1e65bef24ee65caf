"""Machines: files, services, packages, the network, and what only looks at them."""

from runbook_gen.engine.effects.tool import ALWAYS, Table, Tool

_SENT = ("POST", "PUT", "PATCH")


def _request(*methods: str) -> str:
    """Patterns of an HTTP method in each way that curl takes it."""
    ways = ("… -X {0}", "… -*X{0}", "… --request {0}", "… --request={0}")
    return ",".join(way.format(method) for method in methods for way in ways)


READERS = """
arp awk base64 basename blkid cat cd cksum cmp column comm cut date df diff dig dirname
dmidecode du echo egrep env expand export expr false fgrep file findmnt fold free getent grep groups
head hexdump history host hostname id iostat jobs join jq last less let locale locate ls lsblk lscpu
lsmod lsof md5sum more mtr netstat nl nproc nslookup od paste pgrep ping ping6 popd printenv printf
ps pwd read readlink realpath rev rg sar seq set sha1sum sha256sum sha512sum shopt shuf sleep ss
stat strings sysstat tac tail test top tput tr traceroute tree true tty type uname unexpand uniq
unset uptime vmstat w wait wc which who whoami xxd yes zcat zgrep
"""

MACHINES: Table = {
    READERS: Tool(reads=ALWAYS),
    "rm rmdir unlink shred truncate mkfs wipefs lvremove vgremove pvremove": Tool(destroys=ALWAYS),
    "chgrp chmod chown cp install ln mkdir mkfifo mknod mount mv patch scp touch umount": Tool(
        changes=ALWAYS
    ),
    "kill killall pkill reboot shutdown poweroff halt swapoff swapon": Tool(changes=ALWAYS),
    "groupadd passwd useradd usermod userdel groupdel": Tool(changes=ALWAYS),
    "dd": Tool(destroys="… of=*", trial="… of=/dev/null"),
    "find": Tool(destroys="… -delete", reads=ALWAYS),
    "rsync": Tool(destroys="… --delete*", changes=ALWAYS, trial="… -n"),
    "sed": Tool(changes="… -i, … -i*, … --in-place*", reads=ALWAYS),
    "sort": Tool(changes="… -o, … --output*", reads=ALWAYS),
    "tar": Tool(changes="… -x, … --extract, … --get, … -c, … --create", reads="… -t, … --list"),
    "tee": Tool(changes="*", reads=ALWAYS, trial="/dev/null"),
    "yq": Tool(changes="… -i, … --inplace", reads=ALWAYS),
    "zfs zpool": Tool(destroys="destroy", changes="create, set, snapshot, rollback",
                      reads="get, list, status"),
    "apk apt apt-get brew dnf pip pip3 yum": Tool(
        changes="add, autoremove, del, dist-upgrade, install, purge, remove, uninstall, update, "
        "upgrade",
        reads="freeze, info, list, policy, search, show",
        trial="… -s, … --simulate",
    ),
    "npm": Tool(changes="ci, i, install, publish, rm, uninstall, update",
                reads="ls, outdated, view"),
    "crontab": Tool(destroys="… -r", changes="… -e", reads="… -l"),
    "dmesg": Tool(destroys="… -C, … --clear, … -c", reads=ALWAYS),
    "journalctl": Tool(destroys="… --vacuum-*", changes="… --rotate", reads=ALWAYS),
    "service": Tool(changes="* start, * stop, * restart, * reload", reads="* status"),
    "systemctl": Tool(
        changes="""daemon-reload, disable, edit, enable, isolate, kill, mask, poweroff, reboot,
            reload, reload-or-restart, reset-failed, restart, set-*, start, stop, try-restart,
            unmask""",
        reads="cat, get-default, is-*, list-*, show, status",
    ),
    "sysctl": Tool(changes="… -w, … --write, … -p, … --system", reads=ALWAYS),
    "ip": Tool(
        destroys="* flush",
        changes="* add, * append, * change, * del, * delete, * replace, * set",
        reads="* get, * list, * ls, * show, a, addr, address, l, link, n, neigh, r, route, rule",
    ),
    "ip6tables iptables": Tool(
        destroys="… -F, … --flush, … -X, … --delete-chain",
        changes="… -A, … --append, … -D, … --delete, … -I, … --insert, … -P, … --policy, … -R",
        reads="… -L, … --list, … -S, … --list-rules",
    ),
    "nft": Tool(destroys="delete, flush", changes="add, create, insert, replace", reads="list"),
    "curl": Tool(
        destroys=_request("DELETE"),
        changes=_request(*_SENT)
        + ",… -d, … --data*, … -F, … --form*, … -T, … --upload-file, … --json, … -O, "
        "… --remote-name",
        reads=ALWAYS,
        trial="… -G, … --get",
    ),
}  # fmt: skip
