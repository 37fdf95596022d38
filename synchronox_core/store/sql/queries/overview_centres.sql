-- Selected patients by centre and cohort: one row a centre, the largest first.
select
    selected.centre_id,
    any_value(centres.centre_name) as centre_name,
    count(*) filter (where cohort = 'retrospective') as retrospective,
    count(*) filter (where cohort = 'prospective') as prospective,
    count(*) filter (where cohort = 'unknown') as unknown,
    count(*) as patients
from selected
left join centres using (centre_id)
group by selected.centre_id
order by patients desc, selected.centre_id
