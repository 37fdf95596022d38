-- How far the selected patients came by month 18, in days from the first FOLFIRINOX: status of the
-- complete treatment, second site, and what ended the way there; one row a patient.
select
    patient_id,
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
