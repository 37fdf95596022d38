-- Selected patients by cohort, maturity at the data cut, status of the primary outcome and reason.
-- Month 18 ends on the same day of the month, or on the last one of a shorter month.
with judged as (
    select
        s.cohort,
        p.folfirinox_start_date + to_months($horizon_months::integer) as month_18,
        e.complete_treatment as status,
        e.complete_treatment_reason as code
    from selected as s
    join patients as p using (patient_id)
    join endpoints as e using (patient_id)
)
select
    cohort,
    case
        when month_18 is null then 'unknown'
        when month_18 <= $as_of::date then 'mature'
        else 'not_yet'
    end as maturity,
    status,
    code,
    count(*) as patients
from judged
group by all
order by all
