"""What is said of the news due: how many are listed only where some are not."""

from types import SimpleNamespace

import pytest

from synchronox_core.services.quality.words import tell_news_listed

RULE = "News of the living is due every 6 months (a setting: the record says usual care)."


@pytest.mark.parametrize(
    ("listed", "overdue", "due_soon", "told"),
    [
        (5, 3, 2, RULE),
        (0, 0, 0, RULE),
        (2, 3, 2, f"The 2 longest overdue are listed. {RULE}"),
    ],
)
def test_the_number_listed_is_told_only_where_some_are_left_out(listed, overdue, due_soon, told):
    quality = SimpleNamespace(
        maturity=SimpleNamespace(news_due=[None] * listed), overdue=overdue, due_soon=due_soon
    )
    assert tell_news_listed(quality, "en") == told
