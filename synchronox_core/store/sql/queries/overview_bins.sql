-- Known values of each numeric baseline variable counted in bins; a bin holds its lower bound.
-- $variables and $lower_bounds are lists of one length: one item a bin.
with bins as (
    select
        unnest($variables::varchar[]) as variable,
        unnest($lower_bounds::double[]) as lower_bound
),
distinct_values as (
    select variable, value, count(*) as patients
    from selected_numbers
    group by variable, value
)
select bins.variable, bins.lower_bound, sum(distinct_values.patients)::bigint as patients
from distinct_values
asof join bins
    on distinct_values.variable = bins.variable
    and distinct_values.value >= bins.lower_bound
group by bins.variable, bins.lower_bound
order by bins.variable, bins.lower_bound
