-- Tables with a row in quarantine, of the patients from one study code to another.
-- The code of a row held back stands as it was read.
select distinct
    trim(patient_id) as patient_id,
    table_name
from quarantine
where column_name is null
    and trim(patient_id) between $first and $last
