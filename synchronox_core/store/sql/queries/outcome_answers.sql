-- Selected patients by answer and reason, for each answer of the secondary outcomes: one row a
-- name, value (NULL: no answer) and reason (NULL: none). Each answer is counted in its own column:
-- one row a patient and answer would be a million and more.
with answered as materialized (
    select
        e.rectal_r0,
        r.rectal_r0 as rectal_r0_reason,
        e.liver_r0,
        r.liver_r0 as liver_r0_reason,
        e.ymrtrg::varchar as ymrtrg,
        r.ymrtrg as ymrtrg_reason,
        e.recist,
        r.recist as recist_reason,
        e.recist_record,
        r.recist_record as recist_record_reason,
        e.rodel::varchar as rodel,
        r.rodel as rodel_reason,
        e.blazer,
        r.blazer as blazer_reason,
        e.clinical_complete_response,
        r.clinical_complete_response as clinical_complete_response_reason,
        e.clavien_rectum_30d::varchar as clavien_rectum_30d,
        r.clavien_rectum_30d as clavien_rectum_30d_reason,
        e.clavien_liver_30d::varchar as clavien_liver_30d,
        r.clavien_liver_30d as clavien_liver_30d_reason,
        e.death_30d_rectum,
        r.death_30d_rectum as death_30d_rectum_reason,
        e.death_30d_liver,
        r.death_30d_liver as death_30d_liver_reason,
        e.death_90d_rectum,
        r.death_90d_rectum as death_90d_rectum_reason,
        e.death_90d_liver,
        r.death_90d_liver as death_90d_liver_reason
    from selected
    join endpoints as e using (patient_id)
    join endpoint_reasons as r using (patient_id)
)
select 'rectal_r0' as name, rectal_r0 as value, rectal_r0_reason as reason, count(*) as patients
from answered
group by all
union all
select 'liver_r0', liver_r0, liver_r0_reason, count(*)
from answered
group by all
union all
select 'ymrtrg', ymrtrg, ymrtrg_reason, count(*)
from answered
group by all
union all
select 'recist', recist, recist_reason, count(*)
from answered
group by all
union all
select 'recist_record', recist_record, recist_record_reason, count(*)
from answered
group by all
union all
select 'rodel', rodel, rodel_reason, count(*)
from answered
group by all
union all
select 'blazer', blazer, blazer_reason, count(*)
from answered
group by all
union all
select
    'clinical_complete_response',
    clinical_complete_response,
    clinical_complete_response_reason,
    count(*)
from answered
group by all
union all
select 'clavien_rectum_30d', clavien_rectum_30d, clavien_rectum_30d_reason, count(*)
from answered
group by all
union all
select 'clavien_liver_30d', clavien_liver_30d, clavien_liver_30d_reason, count(*)
from answered
group by all
union all
select 'death_30d_rectum', death_30d_rectum, death_30d_rectum_reason, count(*)
from answered
group by all
union all
select 'death_30d_liver', death_30d_liver, death_30d_liver_reason, count(*)
from answered
group by all
union all
select 'death_90d_rectum', death_90d_rectum, death_90d_rectum_reason, count(*)
from answered
group by all
union all
select 'death_90d_liver', death_90d_liver, death_90d_liver_reason, count(*)
from answered
group by all
order by all
