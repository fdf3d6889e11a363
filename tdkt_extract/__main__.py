"""`python -m tdkt_extract` is `tdkt`."""

import sys

from .cli import main

sys.exit(main())
