-- Every centre with its plan and its real opening: one row a centre.
select
    centre_id,
    centre_name,
    planned_open_date,
    open_date,
    close_date,
    planned_target,
    planned_rate_per_month
from centres
order by planned_open_date nulls last, centre_id
