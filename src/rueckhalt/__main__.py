"""`python -m rueckhalt` is the same as the command `rueckhalt`."""

import sys

from rueckhalt.config.commandline import main

sys.exit(main())
