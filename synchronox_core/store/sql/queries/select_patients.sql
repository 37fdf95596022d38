-- The patients a filter keeps, held for the queries of one page: one row a patient.
-- An empty list keeps everybody; a missing code is 'unknown', never another code.
create or replace temp table selected as
with coded as (
    select
        patient_id,
        centre_id,
        coalesce(cohort, 'unknown') as cohort,
        coalesce(strategy_planned, 'unknown') as strategy_planned,
        coalesce(sex, 'unknown') as sex,
        coalesce(liver_resectability_class, 'unknown') as liver_resectability_class
    from cohort
)
select patient_id, centre_id, cohort, strategy_planned
from coded
where (len($cohorts::varchar[]) = 0 or list_contains($cohorts::varchar[], cohort))
    and (len($centres::varchar[]) = 0 or list_contains($centres::varchar[], centre_id))
    and (
        len($strategies::varchar[]) = 0
        or list_contains($strategies::varchar[], strategy_planned)
    )
    and (len($sexes::varchar[]) = 0 or list_contains($sexes::varchar[], sex))
    and (
        len($classes::varchar[]) = 0
        or list_contains($classes::varchar[], liver_resectability_class)
    )
