-- What followed each planned strategy among eligible patients: morbidity, deaths, time to completion.
with planned as (
    select
        e.*,
        e.complete_treatment_date - p.folfirinox_start_date as completion_days
    from endpoints as e
    join patients as p using (patient_id)
    where e.eligible is distinct from 'no' and e.strategy_planned is not null
)
select
    strategy_planned as strategy,
    count(*) as patients,
    count(clavien_rectum_30d) as severe_rectum_known,
    count(*) filter (where clavien_rectum_30d in $severe_grades) as severe_rectum,
    count(clavien_liver_30d) as severe_liver_known,
    count(*) filter (where clavien_liver_30d in $severe_grades) as severe_liver,
    count(death_30d_rectum) as death_rectum_known,
    count(*) filter (where death_30d_rectum = 'yes') as death_rectum,
    count(death_30d_liver) as death_liver_known,
    count(*) filter (where death_30d_liver = 'yes') as death_liver,
    count(completion_days) as completed,
    quantile_cont(completion_days, 0.25) as completion_q1_days,
    quantile_cont(completion_days, 0.50) as completion_median_days,
    quantile_cont(completion_days, 0.75) as completion_q3_days
from planned
group by strategy_planned
order by strategy_planned
