-- Where a study code stands among those of one centre or of all: one row; place counts from 1.
select
    coalesce(bool_or(patient_id = $patient_id), false) as is_listed,
    count(*) filter (where patient_id <= $patient_id) as place,
    count(*) as patients,
    max(patient_id) filter (where patient_id < $patient_id) as previous,
    min(patient_id) filter (where patient_id > $patient_id) as next
from patients
where $centre is null or centre_id = $centre
