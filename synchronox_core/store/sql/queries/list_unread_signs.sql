-- Cells for a sign (<, >= ...) that hold no readable one though they are not empty, of the
-- patients from one study code to another.
select
    patient_id,
    table_name,
    line,
    column_name
from missing_reasons
where ends_with(column_name, '_qualifier')
    and patient_id between $first and $last
