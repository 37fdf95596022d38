-- Known values of each numeric baseline variable, for each planned strategy and for all of them
-- ('all'): count, mean, standard deviation (n - 1) and quartiles (R type 7).
with summed as (
    select
        if(grouping(strategy) = 1, 'all', strategy) as strategy,
        variable,
        count(*) as known,
        avg(value) as mean,
        stddev_samp(value) as sd,
        quantile_cont(value, [0.25, 0.5, 0.75]) as quartiles
    from selected_numbers
    group by grouping sets ((variable), (strategy, variable))
)
select
    * exclude (quartiles),
    quartiles[1] as q1,
    quartiles[2] as median,
    quartiles[3] as q3
from summed
order by strategy, variable
