"""`python -m toloka_typed` does what `toloka-typed` does."""

import sys

from toloka_typed.cli import main

sys.exit(main())
