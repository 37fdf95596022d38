-- Study codes of the patients, in binary order.
select patient_id
from patients
order by patient_id
