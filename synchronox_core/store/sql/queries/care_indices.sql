-- Quartiles (R type 7) of the comprehensive complication index by site, of the selected patients in
-- whom it is known, for each planned strategy and for all of them ('all').
with long as (
    unpivot (
        select selected.strategy_planned as strategy, d.cci_rectum, d.cci_liver
        from selected
        join endpoints as d using (patient_id)
    )
    on cci_rectum, cci_liver
    into name name value index
),
summed as (
    select
        if(grouping(strategy) = 1, 'all', strategy) as strategy,
        name,
        count(*) as known,
        quantile_cont(index, [0.25, 0.5, 0.75]) as quartiles
    from long
    group by grouping sets ((name), (strategy, name))
)
select
    * exclude (quartiles),
    quartiles[1] as q1,
    quartiles[2] as median,
    quartiles[3] as q3
from summed
order by strategy, name
