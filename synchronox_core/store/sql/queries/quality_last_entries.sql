-- Patients whose latest form was entered late, or is late and not entered: one row a centre.
-- One form a patient, for the forms of a patient are entered together.
with latest as (
    select centre_id, patient_id, arg_max(days, (due_date, days)) as days
    from entries
    group by centre_id, patient_id
)
select
    centre_id,
    count(*) as patients,
    count(*) filter (where days > $late_days) as late
from latest
group by centre_id
