-- Follow-up of the selected patients towards each time to an event the outcome measures name, in
-- days from the first FOLFIRINOX: one row a patient, nobody named.
select
    selected.cohort,
    cast(p.inclusion_date - p.folfirinox_start_date as double) as inclusion_days,
    cast(e.os_days as double) as os_days,
    cast(e.os_event as double) as os_event,
    r.os_days as os_reason,
    cast(e.pfs_days as double) as pfs_days,
    cast(e.pfs_event as double) as pfs_event,
    r.pfs_days as pfs_reason,
    cast(e.pfs_standard_days as double) as pfs_standard_days,
    cast(e.pfs_standard_event as double) as pfs_standard_event,
    r.pfs_standard_days as pfs_standard_reason
from selected
join patients as p using (patient_id)
join endpoints as e using (patient_id)
join endpoint_reasons as r using (patient_id)
order by patient_id
