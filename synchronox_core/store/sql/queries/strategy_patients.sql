-- The selected patients as a comparison of strategies needs them: one row a patient, with the rules
-- of the analysis set (NULL: cannot be judged), what was known at the decision, and what followed,
-- in days from the first FOLFIRINOX. Month 18 ends as in outcome_statuses.
select
    s.*,
    case e.eligible when 'yes' then true when 'no' then false end as is_eligible,
    e.restaging_days is not null as is_restaged,
    s.strategy_planned <> 'unknown' as has_strategy,
    e.decision_days is not null as has_decision_day,
    e.restaging_days <= e.decision_days as is_decided_after_restaging,
    coalesce(e.first_site_days >= e.decision_days, e.decision_days is not null)
        as is_untreated_at_decision,
    e.os_days >= e.decision_days as is_followed,
    states.first_site <> 'undeterminable' as has_known_path,
    year(p.strategy_decided_on)::double as decision_year,
    case
        when 'mutated' in (s.kras, s.nras) then 'mutated'
        when s.kras = 'wild_type' and s.nras = 'wild_type' then 'wild_type'
        else 'unknown'
    end as ras,
    coalesce(e.decision_recist, 'unknown') as decision_recist,
    e.decision_mri_grade::double as decision_mri_grade,
    e.decision_cycles::double as decision_cycles,
    e.decision_days::double as decision_days,
    (p.folfirinox_start_date + to_months($horizon_months::integer))::date
        - p.folfirinox_start_date as horizon_days,
    e.complete_treatment,
    e.complete_treatment_reason,
    (e.complete_treatment_date - p.folfirinox_start_date)::double as completion_days,
    e.os_days::double as os_days,
    e.os_event::double as os_event,
    e.pfs_days::double as pfs_days,
    e.pfs_event::double as pfs_event,
    e.first_site,
    e.first_site_days::double as first_site_days,
    e.second_site_days::double as second_site_days,
    states.second_site_days as second_site_state,
    e.interruption_days::double as interruption_days,
    e.clavien_rectum_30d,
    e.clavien_liver_30d,
    r.clavien_rectum_30d as clavien_rectum_reason,
    r.clavien_liver_30d as clavien_liver_reason,
    coalesce(e.strategy_performed, 'unknown') as strategy_performed
from described as s
join patients as p using (patient_id)
join endpoints as e using (patient_id)
join endpoint_states as states using (patient_id)
join endpoint_reasons as r using (patient_id)
order by s.patient_id
