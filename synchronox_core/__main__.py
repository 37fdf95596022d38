"""``python -m synchronox_core <command>``: the board's commands."""

import os
import sys

from synchronox_core.commands.program import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
