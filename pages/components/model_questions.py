"""What a reader of the model card chooses, kept in the address."""

from pages.components import address
from pages.components.language import text
from synchronox_core.endpoints.predictors import Moment


def choose_moment() -> Moment:
    """The moment whose model is shown; the main one by default."""
    chosen = address.choose_one(
        "model_of",
        text("strategies.moment"),
        tuple(moment.value for moment in (Moment.RESTAGING, Moment.DIAGNOSIS)),
        default=Moment.RESTAGING.value,
        label_of=lambda code: text(f"strategies.moment_{code}"),
    )
    return Moment(chosen)


def are_judged_here() -> bool:
    """Whether the reader asks for what takes seconds: this store, and the published scores."""
    chosen = address.choose_one(
        "judged",
        text("model.judge"),
        ("no", "yes"),
        default="no",
        label_of=lambda code: text(f"columns.any_{code}"),
        widget="radio",
    )
    return chosen == "yes"
