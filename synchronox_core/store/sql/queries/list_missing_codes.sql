-- Why cells of a patient's rows are empty: the code delivered, or that the cell was set aside.
select table_name, line, column_name, reason
from missing_reasons
where patient_id = $patient_id
order by table_name, line, column_name
