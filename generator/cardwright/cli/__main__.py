"""`python -m cardwright.cli`, the same as `cardwright`."""

from cardwright.cli import main

main()
