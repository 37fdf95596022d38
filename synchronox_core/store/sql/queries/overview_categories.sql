-- Selected patients by code of each baseline variable that has codes, for each planned strategy
-- and for all of them ('all'); a missing value is 'unknown'.
with long as (
    unpivot (
        select
            strategy_planned as strategy,
            sex, ecog, asa, tumour_level, ct, cn, mrf_involved, emvi, kras, nras, braf, bilobar,
            liver_resectability_class
        from described
    )
    on * exclude (strategy)
    into name variable value code
),
counted as (
    select strategy, variable, code, count(*) as patients
    from long
    group by strategy, variable, code
)
select
    if(grouping(strategy) = 1, 'all', strategy) as strategy,
    variable,
    code,
    sum(patients)::bigint as patients
from counted
group by grouping sets ((variable, code), (strategy, variable, code))
order by strategy, variable, code
