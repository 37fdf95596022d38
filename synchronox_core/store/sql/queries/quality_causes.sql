-- Findings of the import by cause: one row a level and code.
select
    level,
    code,
    count(*) as findings,
    count(distinct findings.patient_id) as patients,
    count(distinct centre_id) as centres
from findings
left join patients using (patient_id)
group by level, code
order by findings desc, code
