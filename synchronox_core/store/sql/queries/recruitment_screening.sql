-- The screening log up to a day: persons by centre, outcome and first criterion that failed.
select
    centre_id,
    outcome,
    coalesce(exclusion_reason, 'unknown') as exclusion_reason,
    count(*) as persons
from screening
where screening_date <= $as_of
group by all
order by all
