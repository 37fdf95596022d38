-- A measure of every patient beside a code; columns are named by parameters, so a row is read as JSON.
select
    cast(to_json(patients) ->> $measure as double) as measure,
    to_json(patients) ->> $code as code
from "rows" as patients
