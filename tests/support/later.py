"""`python -m tests.support.later DAYS proev-arguments…`: the real command line, with a clock that is so many days ahead.

For stories that last months: everything but the server's clock is what it always is.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from proev import clock
from proev.cli import main

_now = clock.now


def run(days: int, arguments: list[str]) -> None:
    """Run `proev …` as if it were `days` days later."""

    def later() -> datetime:
        return _now() + timedelta(days=days)

    clock.now = later
    main(arguments, prog_name="proev")


if __name__ == "__main__":
    run(int(sys.argv[1]), sys.argv[2:])
