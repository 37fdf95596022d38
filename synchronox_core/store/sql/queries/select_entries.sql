-- Forms of which the fact is dated, held for the queries of one page: one row a form.
-- The clock runs from the fact, or from the inclusion when it comes later, to the first entry;
-- a form not yet entered is held once it is late at the data cut.
create or replace temp table entries as
with facts as (
    select patient_id, 'inclusion' as form, 1 as instance, inclusion_date as fact_date from patients
    union all
    select patient_id, 'baseline', 1, inclusion_date from patients
    union all
    select patient_id, 'strategy', 1, strategy_decided_on from patients
    union all
    select patient_id, 'operation', operation_no, operation_date from operations
    union all
    select patient_id, 'assessment', assessment_no, assessment_date from assessments
    union all
    select patient_id, 'chemotherapy', chemotherapy_no, start_date from chemotherapy
    union all
    select patient_id, 'radiotherapy', radiotherapy_no, start_date from radiotherapy
    union all
    select patient_id, 'complication', complication_no, complication_date from complications
    union all
    select patient_id, 'event', event_no, event_date from events
    union all
    select patient_id, 'followup', visit_no, visit_date from followup
)
select
    centre_id,
    form,
    patient_id,
    greatest(fact_date, inclusion_date) as due_date,
    entered_date is not null as is_entered,
    coalesce(entered_date, $as_of::date) - due_date as days
from forms
join facts using (patient_id, form, instance)
join patients using (patient_id)
where fact_date is not null
    and inclusion_date is not null
    and (is_entered or days > $late_days)
