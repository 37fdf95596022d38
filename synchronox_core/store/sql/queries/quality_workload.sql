-- What waits for an answer in each centre with patients: one row a centre.
with asked as (
    select centre_id, count(*) as open_queries
    from queries
    join patients using (patient_id)
    where status <> 'closed'
    group by centre_id
),
found as (
    select centre_id, count(*) as findings
    from findings
    join patients using (patient_id)
    where level in ('B', 'C', 'W')
    group by centre_id
)
select
    centre_id,
    any_value(centre_name) as centre_name,
    count(*) as patients,
    coalesce(any_value(open_queries), 0) as open_queries,
    coalesce(any_value(findings), 0) as findings
from patients
left join centres using (centre_id)
left join asked using (centre_id)
left join found using (centre_id)
group by centre_id
order by centre_id
