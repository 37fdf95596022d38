"""The figures of the overview: each a chart, its rows, its sentence and its table."""

from synchronox_core.plots import overview as plots
from synchronox_core.services.cohort import overview_charts as rows
from synchronox_core.services.cohort import overview_tables as tables
from synchronox_core.services.cohort.overview import Overview
from synchronox_core.services.figures import Figure


def centres_figure(overview: Overview, language: str) -> Figure:
    """Patients by centre and cohort."""
    drawn = rows.centre_bars(overview, language)
    sentence = rows.centres_sentence(overview, language)
    listed = tables.centre_table(overview, language)
    return Figure(plots.centres_chart(language), drawn, sentence, listed)


def strategies_figure(overview: Overview, language: str) -> Figure:
    """Patients by planned strategy."""
    drawn = rows.strategy_bars(overview, language)
    sentence = rows.strategies_sentence(overview, language)
    return Figure(plots.strategies_chart(language), drawn, sentence, tables.strategy_table(drawn))


def distribution_figure(overview: Overview, name: str, language: str) -> Figure:
    """Patients by code, or by bin, of one baseline variable."""
    draw = plots.histogram_chart if rows.has_bins(name) else plots.bars_chart
    drawn = rows.distribution(overview, name, language)
    sentence = rows.distribution_sentence(overview, name, language)
    return Figure(draw(language), drawn, sentence, tables.distribution_table(drawn, name))


def attrition_figure(overview: Overview, language: str) -> Figure:
    """From the persons screened, or the patients selected, to the analysis set."""
    drawn = rows.attrition_bars(overview, language)
    sentence = rows.attrition_sentence(overview, language)
    return Figure(plots.bars_chart(language), drawn, sentence, tables.attrition_table(drawn))
