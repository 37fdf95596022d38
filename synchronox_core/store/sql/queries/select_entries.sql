-- Forms of which the fact is dated, held for the queries of one page: one row a form.
-- The clock runs from the fact, or from the inclusion when it comes later, to the first entry;
-- a form not yet entered is held once it is late at the data cut. Each kind of form is joined by
-- itself: of a kind that no form has, the table of its facts is not read at all.
create or replace temp table entries as
with dated as (
    select
        patient_id,
        form,
        entered_date,
        case when form = 'strategy' then strategy_decided_on else inclusion_date end as fact_date
    from forms
    join patients using (patient_id)
    where form in ('inclusion', 'baseline', 'strategy') and instance = 1
    union all
    select patient_id, form, entered_date, operation_date
    from forms
    join operations using (patient_id)
    where form = 'operation' and instance = operation_no
    union all
    select patient_id, form, entered_date, assessment_date
    from forms
    join assessments using (patient_id)
    where form = 'assessment' and instance = assessment_no
    union all
    select patient_id, form, entered_date, start_date
    from forms
    join chemotherapy using (patient_id)
    where form = 'chemotherapy' and instance = chemotherapy_no
    union all
    select patient_id, form, entered_date, start_date
    from forms
    join radiotherapy using (patient_id)
    where form = 'radiotherapy' and instance = radiotherapy_no
    union all
    select patient_id, form, entered_date, complication_date
    from forms
    join complications using (patient_id)
    where form = 'complication' and instance = complication_no
    union all
    select patient_id, form, entered_date, event_date
    from forms
    join events using (patient_id)
    where form = 'event' and instance = event_no
    union all
    select patient_id, form, entered_date, visit_date
    from forms
    join followup using (patient_id)
    where form = 'followup' and instance = visit_no
)
select
    centre_id,
    form,
    patient_id,
    greatest(fact_date, inclusion_date) as due_date,
    entered_date is not null as is_entered,
    coalesce(entered_date, $as_of::date) - due_date as days
from dated
join patients using (patient_id)
where fact_date is not null
    and inclusion_date is not null
    and (is_entered or days > $late_days)
