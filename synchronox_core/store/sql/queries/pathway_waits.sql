-- Weeks to each step of the pathway, from the step before and from the first FOLFIRINOX ('start'),
-- for each planned strategy and for all of them ('all'): count and quartiles (R type 7).
with waits as (
    select strategy, step, days.previous as previous, days.start as start
    from (
        unpivot (
            select
                strategy,
                {'previous': restaging.days, 'start': restaging.days} as restaging,
                {'previous': decision.days - restaging.days, 'start': decision.days} as decision,
                {'previous': radiotherapy.days, 'start': radiotherapy.days} as radiotherapy,
                {
                    'previous': first_site.days - decision.days,
                    'start': first_site.days
                } as first_site,
                {
                    'previous': second_site.days - first_site.days,
                    'start': second_site.days
                } as second_site,
                {
                    'previous': completion.days - second_site.days,
                    'start': completion.days
                } as completion
            from pathway
        )
        on * exclude (strategy)
        into name step value days
    )
),
long as (
    unpivot waits on previous, start into name since value days
),
summed as (
    select
        if(grouping(strategy) = 1, 'all', strategy) as strategy,
        step,
        since,
        count(*) as known,
        quantile_cont(days / 7.0, [0.25, 0.5, 0.75]) as quartiles
    from long
    group by grouping sets ((step, since), (strategy, step, since))
)
select
    * exclude (quartiles),
    quartiles[1] as q1,
    quartiles[2] as median,
    quartiles[3] as q3
from summed
order by strategy, step, since
