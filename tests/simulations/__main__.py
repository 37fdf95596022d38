"""``make simulate``: runs every simulation and writes its table to ``docs/simulations``.

Names of tables (``prediction.md``) run only those. ``--quick`` runs few comparisons of strategies
and writes nothing: to see that all of them work.
"""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial

from synchronox_core.config import REPOSITORY
from tests.simulations import prediction, recruitment, strategy_comparison, synthetic_cohort

FOLDER = REPOSITORY / "docs" / "simulations"
TABLES: dict[str, Callable[[], str]] = {
    "synthetic-cohort.md": synthetic_cohort.render,
    "recruitment.md": partial(recruitment.render, date.today()),
    "strategy-comparison.md": partial(
        strategy_comparison.render, analytic=1000, bootstrap=200, emulated=500
    ),
    "prediction.md": prediction.render,
}

if __name__ == "__main__":
    if "--quick" in sys.argv[1:]:
        print(strategy_comparison.render(analytic=50, bootstrap=4, emulated=20))
        sys.exit()
    FOLDER.mkdir(exist_ok=True)
    for name in sys.argv[1:] or TABLES:
        table = TABLES[name]()
        (FOLDER / name).write_text(table, encoding="utf-8")
        print(table)
