-- Persons screened who have no record, by outcome of screening and first criterion that failed.
select
    outcome,
    coalesce(exclusion_reason, 'unknown') as exclusion_reason,
    count(*) as persons
from screening
where (len($centres::varchar[]) = 0 or list_contains($centres::varchar[], centre_id))
    and not exists (select 1 from cohort where cohort.patient_id = screening.patient_id)
group by outcome, exclusion_reason
order by persons desc, outcome, exclusion_reason
