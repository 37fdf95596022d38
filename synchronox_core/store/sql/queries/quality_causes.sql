-- Findings of the import by cause: one row a level and code,
-- with the sentence of the first.
select
    level,
    code,
    count(*) as findings,
    count(distinct findings.patient_id) as patients,
    count(distinct centre_id) as centres,
    arg_min(message_en, (file, line)) as example_en,
    arg_min(message_fr, (file, line)) as example_fr
from findings
left join patients using (patient_id)
group by level, code
order by findings desc, code
