-- Comprehensive complication index of the selected patients by site: patients with a value, and
-- its quartiles (R type 7).
with scored as (
    select unnest([{'site': 'rectum', 'cci': cci_rectum}, {'site': 'liver', 'cci': cci_liver}])
        as score
    from selected
    join endpoints using (patient_id)
),
summed as (
    select
        score.site as site,
        count(score.cci) as known,
        quantile_cont(score.cci, [0.25, 0.5, 0.75]) as quartiles
    from scored
    group by site
)
select site, known, quartiles[1] as q1, quartiles[2] as median, quartiles[3] as q3
from summed
order by site
