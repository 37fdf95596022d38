-- Study codes that hold some letters, of one centre or of all: at most $most of them, and how
-- many there are; those that begin with the letters come first.
select patient_id, count(*) over () as matches
from patients
where contains(patient_id, $letters)
    and ($centre is null or centre_id = $centre)
order by starts_with(patient_id, $letters) desc, patient_id
limit $most
