-- Patients of the pathway by step, state and reason, for each planned strategy and for all of them
-- ('all'); 'start' counts everybody.
with counted as (
    select
        strategy,
        step,
        answer.state as state,
        answer.stop as stop,
        count(*) as patients
    from (
        unpivot (select *, {'days': 0, 'state': 'met', 'stop': null::varchar} as start from pathway)
        on start, restaging, decision, radiotherapy, first_site, second_site, completion
        into name step value answer
    )
    group by all
)
select
    if(grouping(strategy) = 1, 'all', strategy) as strategy,
    step,
    state,
    stop,
    sum(patients)::bigint as patients
from counted
group by grouping sets ((step, state, stop), (strategy, step, state, stop))
order by strategy, step, state, stop
