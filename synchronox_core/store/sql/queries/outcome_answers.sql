-- Selected patients by answer and reason, for each answer of the secondary outcomes: one row a
-- name, value (NULL: no answer) and reason (NULL: none).
with answered as (
    select
        unnest(
            [
                {'name': 'rectal_r0', 'value': e.rectal_r0, 'reason': r.rectal_r0},
                {'name': 'liver_r0', 'value': e.liver_r0, 'reason': r.liver_r0},
                {'name': 'ymrtrg', 'value': e.ymrtrg::varchar, 'reason': r.ymrtrg},
                {'name': 'recist', 'value': e.recist, 'reason': r.recist},
                {'name': 'recist_record', 'value': e.recist_record, 'reason': r.recist_record},
                {'name': 'rodel', 'value': e.rodel::varchar, 'reason': r.rodel},
                {'name': 'blazer', 'value': e.blazer, 'reason': r.blazer},
                {
                    'name': 'clinical_complete_response',
                    'value': e.clinical_complete_response,
                    'reason': r.clinical_complete_response
                },
                {
                    'name': 'clavien_rectum_30d',
                    'value': e.clavien_rectum_30d::varchar,
                    'reason': r.clavien_rectum_30d
                },
                {
                    'name': 'clavien_liver_30d',
                    'value': e.clavien_liver_30d::varchar,
                    'reason': r.clavien_liver_30d
                },
                {
                    'name': 'death_30d_rectum',
                    'value': e.death_30d_rectum,
                    'reason': r.death_30d_rectum
                },
                {
                    'name': 'death_30d_liver',
                    'value': e.death_30d_liver,
                    'reason': r.death_30d_liver
                },
                {
                    'name': 'death_90d_rectum',
                    'value': e.death_90d_rectum,
                    'reason': r.death_90d_rectum
                },
                {
                    'name': 'death_90d_liver',
                    'value': e.death_90d_liver,
                    'reason': r.death_90d_liver
                }
            ]
        ) as answer
    from selected
    join endpoints as e using (patient_id)
    join endpoint_reasons as r using (patient_id)
)
select answer.name as name, answer.value as value, answer.reason as reason, count(*) as patients
from answered
group by all
order by all
