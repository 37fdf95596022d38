-- Durations of the selected patients from the first day of FOLFIRINOX: one row a name, number of
-- days (NULL: no duration), event and reason, with the patients who share them.
with followed as (
    select
        unnest(
            [
                {'name': 'os', 'days': e.os_days, 'event': e.os_event, 'reason': r.os_days},
                {'name': 'pfs', 'days': e.pfs_days, 'event': e.pfs_event, 'reason': r.pfs_days},
                {
                    'name': 'pfs_standard',
                    'days': e.pfs_standard_days,
                    'event': e.pfs_standard_event,
                    'reason': r.pfs_standard_days
                }
            ]
        ) as duration
    from selected
    join endpoints as e using (patient_id)
    join endpoint_reasons as r using (patient_id)
)
select
    duration.name as name,
    duration.days as days,
    duration.event as event,
    duration.reason as reason,
    count(*) as patients
from followed
group by all
order by all
