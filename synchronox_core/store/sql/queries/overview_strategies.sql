-- Selected patients by planned strategy.
select strategy_planned as strategy, count(*) as patients
from selected
group by strategy_planned
order by strategy_planned
