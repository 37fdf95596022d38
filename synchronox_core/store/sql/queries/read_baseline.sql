-- One patient before treatment, with what is derived from it and the name of the centre.
select cohort.*, centres.centre_name
from cohort
left join centres using (centre_id)
where patient_id = $patient_id
