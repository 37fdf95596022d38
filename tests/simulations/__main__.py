"""``make simulate``: runs every simulation and writes its table to ``docs/simulations``."""

from synchronox_core.config import REPOSITORY
from tests.simulations import synthetic_cohort

FOLDER = REPOSITORY / "docs" / "simulations"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    table = synthetic_cohort.render()
    (FOLDER / "synthetic-cohort.md").write_text(table, encoding="utf-8")
    print(table)
