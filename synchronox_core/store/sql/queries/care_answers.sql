-- Selected patients by answer and reason, for each response, margin and postoperative outcome, for
-- each planned strategy and for all of them ('all'); no answer is NULL.
with counted as (
    select strategy, name, answer.value as value, answer.reason as reason, count(*) as patients
    from (
        unpivot (
            select
                selected.strategy_planned as strategy,
                {'value': d.ymrtrg::varchar, 'reason': r.ymrtrg} as ymrtrg,
                {
                    'value': d.clinical_complete_response,
                    'reason': r.clinical_complete_response
                } as clinical_complete_response,
                {'value': d.recist, 'reason': r.recist} as recist,
                {'value': d.recist_record, 'reason': r.recist_record} as recist_record,
                {'value': d.rodel::varchar, 'reason': r.rodel} as rodel,
                {'value': d.blazer, 'reason': r.blazer} as blazer,
                {'value': d.rectal_r0, 'reason': r.rectal_r0} as rectal_r0,
                {'value': d.liver_r0, 'reason': r.liver_r0} as liver_r0,
                {
                    'value': d.clavien_rectum_30d,
                    'reason': r.clavien_rectum_30d
                } as clavien_rectum_30d,
                {'value': d.clavien_liver_30d, 'reason': r.clavien_liver_30d} as clavien_liver_30d,
                {'value': d.death_30d_rectum, 'reason': r.death_30d_rectum} as death_30d_rectum,
                {'value': d.death_30d_liver, 'reason': r.death_30d_liver} as death_30d_liver,
                {'value': d.death_90d_rectum, 'reason': r.death_90d_rectum} as death_90d_rectum,
                {'value': d.death_90d_liver, 'reason': r.death_90d_liver} as death_90d_liver
            from selected
            join endpoints as d using (patient_id)
            join endpoint_reasons as r using (patient_id)
        )
        on * exclude (strategy)
        into name name value answer
    )
    group by all
)
select
    if(grouping(strategy) = 1, 'all', strategy) as strategy,
    name,
    value,
    reason,
    sum(patients)::bigint as patients
from counted
group by grouping sets ((name, value, reason), (strategy, name, value, reason))
order by strategy, name, value, reason
