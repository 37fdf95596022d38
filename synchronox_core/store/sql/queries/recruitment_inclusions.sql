-- Every patient on the clock of recruitment: one row a patient, in the order of inclusion.
-- The day of entry is that of the inclusion form; unknown where the log of forms is absent.
with entries as (
    select patient_id, min(entered_date) as entered_date
    from forms
    where form = 'inclusion'
    group by patient_id
)
select
    centre_id,
    coalesce(cohort, 'unknown') as cohort,
    inclusion_date,
    entered_date,
    rectal_diagnosis_date
from cohort
left join entries using (patient_id)
order by inclusion_date nulls last, patient_id
