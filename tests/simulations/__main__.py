"""``make simulate``: runs every simulation and writes its table to ``docs/simulations``.

``--quick`` runs few replications of each and writes nothing: to see that all of them work.
"""

import sys

from synchronox_core.config import REPOSITORY
from tests.simulations import strategy_comparison, synthetic_cohort

FOLDER = REPOSITORY / "docs" / "simulations"


def write(name: str, table: str) -> None:
    """Write and show one table."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.md").write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    if "--quick" in sys.argv[1:]:
        print(strategy_comparison.render(analytic=50, bootstrap=4, emulated=20))
    else:
        write("synthetic-cohort", synthetic_cohort.render())
        table = strategy_comparison.render(analytic=1000, bootstrap=200, emulated=500)
        write("strategy-comparison", table)
