-- Centres with at least one patient, for the choice of a filter.
select centre_id, any_value(centre_name) as centre_name
from patients
left join centres using (centre_id)
group by centre_id
order by centre_id
