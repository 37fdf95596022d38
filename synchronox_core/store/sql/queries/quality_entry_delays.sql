-- Delays of entry by centre (form NULL), by form (centre_id NULL) and in all (both NULL).
select
    centre_id,
    form,
    count(*) filter (where is_entered) as entered,
    count(*) filter (where not is_entered) as waiting,
    count(*) filter (where is_entered and days > $late_days) as late,
    quantile_cont(days, [0.25, 0.5, 0.75]) filter (where is_entered) as quartiles
from entries
group by grouping sets ((centre_id), (form), ())
order by centre_id nulls first, form nulls first
