-- Time, event and group of every patient; columns are named by parameters, so a row is read as JSON.
select
    to_json(patients) ->> $group as "group",
    cast(to_json(patients) ->> $months as double) as months,
    cast(to_json(patients) ->> $event as integer) as event
from "rows" as patients
