-- Patients by value of a column named by a parameter.
select
    to_json(patients) ->> $column as value,
    count(*) as patients
from "rows" as patients
group by all
order by value nulls last
