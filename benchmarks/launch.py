"""Run one command and print its seconds, exit code and peak memory in MB.

A child's peak memory counts what its parent held at its start; so this program, which every
measured process is started from, imports next to nothing.
"""

import os
import sys
import time

SILENT = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]


def main() -> None:
    """Run the command that the arguments name, its program with its whole path."""
    command = sys.argv[1:]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=SILENT)
    _, status, usage = os.wait4(child, 0)
    elapsed = time.perf_counter() - start
    megabytes = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    sys.stdout.write(f"{elapsed} {os.waitstatus_to_exitcode(status)} {megabytes}")


if __name__ == "__main__":
    main()
