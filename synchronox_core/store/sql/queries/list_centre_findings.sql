-- What the import noticed about the patients of a centre, in one language.
select
    findings.patient_id,
    findings.file,
    findings.column_name,
    case when $language = 'fr' then message_fr else message_en end as message
from findings
join patients using (patient_id)
where centre_id = $centre and level in ('B', 'C', 'W')
order by findings.patient_id, findings.file, findings.line
