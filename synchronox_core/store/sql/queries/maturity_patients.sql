-- What the maturity of the endpoints and the follow-up are read from: one row a patient.
select
    patients.patient_id,
    patients.centre_id,
    patients.folfirinox_start_date as time_zero,
    endpoints.cohort,
    endpoints.complete_treatment,
    endpoints.complete_treatment_reason,
    endpoints.os_days,
    endpoints.os_event,
    endpoint_reasons.os_days as os_reason
from patients
left join endpoints using (patient_id)
left join endpoint_reasons using (patient_id)
order by patients.patient_id
