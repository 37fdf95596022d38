-- Patients of the pathway by step, state and reason, for each planned strategy and for all of them
-- ('all'); 'start' counts everybody.
with answered as (
    select strategy, step, answer.state as state, answer.stop as stop
    from (
        unpivot (select *, {'days': 0, 'state': 'met', 'stop': null::varchar} as start from pathway)
        on start, restaging, decision, radiotherapy, first_site, second_site, completion
        into name step value answer
    )
)
select
    if(grouping(strategy) = 1, 'all', strategy) as strategy,
    step,
    state,
    stop,
    count(*) as patients
from answered
group by grouping sets ((step, state, stop), (strategy, step, state, stop))
order by strategy, step, state, stop
