-- Queries of a centre that are not closed, the oldest first.
select
    queries.patient_id,
    queries.form,
    queries.field,
    queries.opened_date,
    queries.text
from queries
join patients using (patient_id)
where centre_id = $centre and status <> 'closed'
order by queries.opened_date, queries.query_id
