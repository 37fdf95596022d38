-- Follow-up of the selected patients towards one endpoint, in days from the first FOLFIRINOX: one
-- row a patient. Columns of the endpoint and of the group are named by parameters.
select
    patient_id,
    cast(struct_extract(described, $group) as varchar) as "group",
    described.centre_id,
    described.cohort,
    cast(p.inclusion_date - p.folfirinox_start_date as double) as inclusion_days,
    cast(p.strategy_decided_on - p.folfirinox_start_date as double) as decision_days,
    cast(
        cast(p.folfirinox_start_date + to_months($horizon_months) as date) - p.folfirinox_start_date
        as double
    ) as horizon_days,
    cast(struct_extract(e, $days) as double) as days,
    cast(struct_extract(e, $event) as double) as event,
    struct_extract(r, $days) as reason
from described
join patients as p using (patient_id)
join endpoints as e using (patient_id)
join endpoint_reasons as r using (patient_id)
order by patient_id
