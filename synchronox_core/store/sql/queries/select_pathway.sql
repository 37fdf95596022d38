-- The selected patients with a first day of FOLFIRINOX, each step of treatment as an answer; all of
-- them, or those whose month 18 has passed at the data cut.
create or replace temp table pathway as
select
    selected.strategy_planned as strategy,
    {'days': d.restaging_days, 'state': s.restaging_days, 'stop': r.restaging_days} as restaging,
    {'days': d.decision_days, 'state': s.decision_days, 'stop': r.decision_days} as decision,
    {
        'days': d.radiotherapy_days,
        'state': s.radiotherapy_days,
        'stop': r.radiotherapy_days
    } as radiotherapy,
    {'days': d.first_site_days, 'state': s.first_site_days, 'stop': r.first_site_days} as first_site,
    {
        'days': d.second_site_days,
        'state': s.second_site_days,
        'stop': r.second_site_days
    } as second_site,
    {'days': d.completion_days, 'state': s.completion_days, 'stop': r.completion_days} as completion
from selected
join patients using (patient_id)
join endpoints as d using (patient_id)
join endpoint_states as s using (patient_id)
join endpoint_reasons as r using (patient_id)
where folfirinox_start_date is not null
    and (
        not $is_mature_only
        or folfirinox_start_date + to_months($horizon_months::integer) <= $as_of
    )
