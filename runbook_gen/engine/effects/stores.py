"""Stores of data: those that are told in SQL, and others."""

import re

from runbook_gen.engine.effects.tool import ALWAYS, Table, Tool

SQL_TOOLS = frozenset({"cockroach", "mariadb", "mysql", "psql", "sqlite3"})
"""Tools that are told in SQL, which may also come through a pipe or a here-document."""

_BEGIN = r"""(?im)(?:^|[;"'=({])\s{0,40}"""
SQL = {
    "destroys": re.compile(
        _BEGIN + r"(DROP|TRUNCATE|DELETE\s{1,9}FROM|ALTER\s[^;]{1,200}?\sDROP)(?=\s)"
    ),
    "changes": re.compile(
        _BEGIN + r"(ALTER|CREATE|GRANT|INSERT\s{1,9}INTO|MERGE|REINDEX|REVOKE|UPDATE|VACUUM)(?=\s)"
    ),
    "reads": re.compile(_BEGIN + r"(EXPLAIN|SELECT|SHOW|\\d\w*\+?)(?=\s|$|['\"])"),
}
"""What a statement begins with, by what it does; tried in this order."""

STORES: Table = {
    "createdb createuser": Tool(changes=ALWAYS),
    "dropdb dropuser": Tool(destroys=ALWAYS),
    "mysqladmin": Tool(destroys="drop", changes="create, flush-*, kill, shutdown",
                       reads="ping, processlist, status, variables, version"),
    "mysqldump pg_dump pg_dumpall pg_isready": Tool(reads=ALWAYS),
    "pg_restore": Tool(destroys="… --clean, … -c", changes=ALWAYS, trial="… --list, … -l"),
    "rabbitmqctl": Tool(
        destroys="delete_*, purge_queue, reset, force_reset, forget_cluster_node",
        changes="add_*, clear_*, join_cluster, set_*, start_app, stop, stop_app",
        reads="cluster_status, list_*, status, version",
    ),
    "redis-cli valkey-cli": Tool(
        destroys="flushall, flushdb, del, unlink",
        changes="bgsave, config set, expire, hset, lpush, rpush, save, sadd, set, shutdown, zadd",
        reads="client list, config get, dbsize, exists, get, hgetall, info, keys, llen, ping, "
        "scan, ttl, type",
    ),
}  # fmt: skip
