-- Patients by bin of a number; the last bin, where there is one, holds its upper end too.
with numbers as (
    select cast(to_json(patients) ->> $column as double) as number
    from "rows" as patients
)
select
    case
        when number is null then null
        else least(floor(number / $width) * $width, $last_bin)
    end as value,
    count(*) as patients
from numbers
group by all
order by value nulls last
