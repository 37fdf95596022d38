-- How many dates of each kind fall on the first of a month: one row a variable.
-- Dates of which only the month is known stand on the 15th by convention and are left out.
with dates as (
    select 'rectal_diagnosis_date' as variable, rectal_diagnosis_date as day
    from patients
    where coalesce(rectal_diagnosis_precision, 'day') = 'day'
    union all
    select 'liver_diagnosis_date', liver_diagnosis_date
    from patients
    where coalesce(liver_diagnosis_precision, 'day') = 'day'
    union all
    select 'folfirinox_start_date', folfirinox_start_date from patients
    union all
    select 'strategy_decided_on', strategy_decided_on from patients
    union all
    select 'last_news_date', last_news_date from patients
    union all
    select 'operation_date', operation_date from operations
    union all
    select 'assessment_date', assessment_date from assessments
    union all
    select 'event_date', event_date from events
)
select
    variable,
    count(day) as dates,
    count(*) filter (where day(day) = 1) as firsts
from dates
group by variable
order by variable
