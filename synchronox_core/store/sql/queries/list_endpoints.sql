-- Derived values of every patient and their centre: one row a patient, in binary order.
select
    patients.centre_id,
    endpoints.*
from endpoints
inner join patients using (patient_id)
order by endpoints.patient_id
