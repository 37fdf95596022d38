-- Patients whose forms held are entered late, by their median delay: one row a centre.
-- A patient counts once, for the forms of a patient are entered together.
with of_patient as (
    select centre_id, patient_id, median(days) as days
    from entries
    group by centre_id, patient_id
)
select
    centre_id,
    count(*) as patients,
    count(*) filter (where days > $late_days) as late
from of_patient
group by centre_id
