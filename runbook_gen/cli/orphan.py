"""No process is left behind by one that was killed: whoever works for another ends with it.

What is asked through a pipe cannot rely on its end, since a process that was forked meanwhile
holds the pipe open, too.
"""

import os
import signal
import sys

DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, of prctl(2)


def end_with(parent: int) -> None:
    """Let the system end this process when that one ends which started it, if it knows how to."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:  # it has ended meanwhile
            os._exit(1)
