"""``make simulate``: runs every simulation and writes its table to ``docs/simulations``."""

from datetime import date

from synchronox_core.config import REPOSITORY
from tests.simulations import recruitment, synthetic_cohort

FOLDER = REPOSITORY / "docs" / "simulations"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    tables = {
        "synthetic-cohort.md": synthetic_cohort.render(),
        "recruitment.md": recruitment.render(date.today()),
    }
    for name, table in tables.items():
        (FOLDER / name).write_text(table, encoding="utf-8")
        print(table)
