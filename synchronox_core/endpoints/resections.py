"""Whether each operation on the rectum and each treatment of a liver lesion was curative."""

from collections.abc import Iterable, Sequence

from synchronox_core.classification.margins import (
    is_circumferential_margin_clear,
    is_liver_resection_clear,
    is_rectal_margin_clear,
)
from synchronox_core.classification.measures import Measure, read_measure
from synchronox_core.endpoints.evidence import (
    Place,
    agree,
    in_order,
    join,
    list_inputs,
    may_be_last,
)
from synchronox_core.endpoints.records import LesionTreatment, Operation
from synchronox_core.protocol.answers import Answer, any_true, yes_or_no
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.thresholds import LARGEST_PERCENT
from synchronox_core.protocol.vocabulary import Reason

RECTAL_CELLS = (
    "site",
    "rectal_procedure",
    "circumferential_margin_mm",
    "circumferential_margin_qualifier",
    "distal_margin_mm",
    "distal_margin_qualifier",
    "residual_macroscopic",
)
LIVER_RESECTION_CELLS = (
    "kind",
    "liver_margin_mm",
    "liver_margin_qualifier",
    "viable_percent",
    "viable_qualifier",
)
ABLATION_CELLS = ("kind", "ablation_complete")


def is_rectal_resection(operation: Operation) -> bool:
    """Whether an operation is a rectal resection, or may be one because its site is missing.

    Source: R.3 of ``clinical.md`` (an empty procedure counts as a resection).
    """
    return operation.site != "liver" and operation.rectal_procedure not in (
        "exploration_only",
        "local_excision",
    )


def is_local_excision(operation: Operation) -> bool:
    """Whether an operation is a local excision of the rectal tumour."""
    return operation.site != "liver" and operation.rectal_procedure == "local_excision"


def judge_rectal_resection(operation: Operation) -> Answer:
    """Whether one rectal resection or local excision is R0 for the record, and why.

    Args:
        operation: Operation on the rectum or on both sites, not an exploration.

    Source: NCT07467434, primary outcome; R.2 and R.3 of ``clinical.md``. What the pathologist
    calls R0 is never used, and a local excision is never R0.
    """
    inputs = list_inputs("operations", operation, operation.operation_date, *RECTAL_CELLS)
    if is_local_excision(operation):
        return yes_or_no(False, Reason.LOCAL_EXCISION, inputs)
    circumferential = read_measure(
        operation.circumferential_margin_mm, operation.circumferential_margin_qualifier
    )
    distal = read_measure(operation.distal_margin_mm, operation.distal_margin_qualifier)
    is_exempt = operation.rectal_procedure == "apr"
    has_residue = operation.residual_macroscopic == "yes"
    truth = is_rectal_margin_clear(
        circumferential, distal, is_distal_exempt=is_exempt, has_residue=has_residue
    )
    if truth is None:
        margins = (circumferential,) if is_exempt else (circumferential, distal)
        return yes_or_no(None, _why_open(margins), inputs)
    return yes_or_no(truth, "" if truth else _why_involved(circumferential, has_residue), inputs)


def _why_involved(circumferential: Measure | None, has_residue: bool) -> Reason:
    if has_residue:
        return Reason.MACROSCOPIC_RESIDUE
    if is_circumferential_margin_clear(circumferential) is False:
        return Reason.CIRCUMFERENTIAL_MARGIN_INVOLVED
    return Reason.DISTAL_MARGIN_SHORT


def _why_open(margins: Iterable[Measure | None]) -> Reason:
    return Reason.MARGIN_MISSING if None in margins else Reason.MARGIN_UNCERTAIN


def judge_rectal_surgery(operations: Sequence[Operation]) -> Answer:
    """Whether one of several operations is an R0 rectal resection, and why.

    Args:
        operations: Operations of a patient, as many as the question looks at.

    Returns:
        Yes when one resection is R0, else unknown when one is unknown, else no; no after local
        excision alone; no answer without any of these.

    Source: R.3 of ``clinical.md``.
    """
    removed = [row for row in operations if is_rectal_resection(row)]
    judged = removed or [row for row in operations if is_local_excision(row)]
    answers = [judge_rectal_resection(row) for row in in_order(judged, operation_place)]
    if not answers:
        return yes_or_no(None, Reason.NO_RECTAL_RESECTION)
    return join(any_true(answer.is_yes for answer in answers), answers)


def judge_lesion_treatment(treatment: LesionTreatment, settings: ProtocolSettings) -> Answer:
    """Whether one local treatment of a liver lesion is curative for the record, and why.

    Args:
        treatment: Resection, ablation or radiotherapy of a lesion.
        settings: ``ablation`` says whether microwave counts beside radiofrequency.

    Source: NCT07467434, primary outcome; R.4 of ``clinical.md``.
    """
    match treatment.kind:
        case None:
            inputs = list_inputs(
                "lesion_treatments", treatment, treatment.treatment_date, *ABLATION_CELLS
            )
            return yes_or_no(None, Reason.KIND_MISSING, inputs)
        case "resection":
            return _judge_liver_resection(treatment)
        case _:
            return _judge_ablation(treatment, settings)


def _judge_liver_resection(treatment: LesionTreatment) -> Answer:
    margin = read_measure(treatment.liver_margin_mm, treatment.liver_margin_qualifier)
    truth = is_liver_resection_clear(margin, read_viable_cells(treatment))
    reason = {True: "", False: Reason.LIVER_MARGIN_INVOLVED, None: _why_open((margin,))}[truth]
    inputs = list_inputs(
        "lesion_treatments", treatment, treatment.treatment_date, *LIVER_RESECTION_CELLS
    )
    return yes_or_no(truth, reason, inputs)


def _judge_ablation(treatment: LesionTreatment, settings: ProtocolSettings) -> Answer:
    inputs = list_inputs("lesion_treatments", treatment, treatment.treatment_date, *ABLATION_CELLS)
    accepted = ("rfa", "mwa") if settings.ablation == "thermal" else ("rfa",)
    if treatment.kind not in accepted:
        return yes_or_no(False, Reason.TREATMENT_NOT_ACCEPTED, inputs)
    match treatment.ablation_complete:
        case "yes":
            return yes_or_no(True, inputs=inputs)
        case "no":
            return yes_or_no(False, Reason.ABLATION_INCOMPLETE, inputs)
        case _:
            return yes_or_no(None, Reason.ABLATION_CONTROL_MISSING, inputs)


def judge_last_treatment(
    treatments: Iterable[LesionTreatment], settings: ProtocolSettings
) -> Answer:
    """Whether the last of the treatments of one lesion is curative, and why.

    Args:
        treatments: Treatments of the lesion, at least one; where one has no day, each that may be
            the last must give the same answer.
        settings: As for one treatment.

    Source: R.4 of ``clinical.md``.
    """
    return agree(
        [judge_lesion_treatment(row, settings) for row in may_be_last(treatments, treatment_place)]
    )


def judge_last_resection(treatments: Iterable[LesionTreatment]) -> Answer:
    """Whether the last resection of one lesion is R0 for the record, and why.

    Args:
        treatments: Resections of the lesion, at least one; those without a kind may be some.

    Source: R.4 of ``clinical.md``.
    """
    last = may_be_last(treatments, treatment_place, lambda row: row.kind == "resection")
    # No setting matters to a resection.
    return agree([judge_lesion_treatment(row, ProtocolSettings()) for row in last])


def treatment_place(treatment: LesionTreatment) -> Place:
    """Day and number of a treatment, by which treatments are put in order."""
    return treatment.treatment_date, treatment.treatment_no


def read_viable_cells(treatment: LesionTreatment) -> Measure | None:
    """Viable cells of a resected nodule, percent; None when missing."""
    return read_measure(treatment.viable_percent, treatment.viable_qualifier, LARGEST_PERCENT)


def operation_place(operation: Operation) -> Place:
    """Day and number of an operation, by which operations are put in order."""
    return operation.operation_date, operation.operation_no
