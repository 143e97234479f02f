"""Starts deluged (Debian's) in this process; the daemon dies with the process that started it, however that ends."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1

parent = int(sys.argv.pop(1))
try:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
except (AttributeError, OSError):
    pass  # Not Linux: the sweep at the next start finds what is left over.
if os.getppid() != parent:
    sys.exit("The process that asked for this daemon is gone already.")

sys.argv[0] = "deluged"
from deluge.core.daemon_entry import start_daemon  # noqa: E402

start_daemon()
