-- Follow-up of the selected patients towards one endpoint, in days from the first FOLFIRINOX: one
-- row a patient. Columns of the endpoint and of the group are named by parameters.
select
    patient_id,
    cast(struct_extract(selected, $group) as varchar) as "group",
    selected.centre_id,
    selected.cohort,
    cast(p.inclusion_date - p.folfirinox_start_date as double) as inclusion_days,
    cast(p.strategy_decided_on - p.folfirinox_start_date as double) as decision_days,
    cast(
        cast(p.folfirinox_start_date + to_months($horizon_months) as date) - p.folfirinox_start_date
        as double
    ) as horizon_days,
    cast(struct_extract(e, $days) as double) as days,
    cast(struct_extract(e, $event) as double) as event,
    struct_extract(r, $days) as reason,
    e.complete_treatment as status,
    r.complete_treatment as status_code,
    cast(e.complete_treatment_date - p.folfirinox_start_date as double) as complete_days,
    cast(e.second_site_days as double) as second_days,
    cast(e.second_site_stop_days as double) as second_stop_days,
    r.second_site_days as second_stop
from selected
join patients as p using (patient_id)
join endpoints as e using (patient_id)
join endpoint_reasons as r using (patient_id)
order by patient_id
