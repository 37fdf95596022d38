-- Selected patients by which rules of the analysis set they pass, in the order of the rules. A
-- criterion that is unknown fails nobody; who is eligible is then not known either.
select
    p.folfirinox_start_date is not null as has_folfirinox_start,
    coalesce(not list_contains(failing, 'age_under_18'), true) as age_under_18,
    coalesce(not list_contains(failing, 'not_mid_low_rectum'), true) as not_mid_low_rectum,
    coalesce(not list_contains(failing, 'not_adenocarcinoma'), true) as not_adenocarcinoma,
    coalesce(not list_contains(failing, 'not_pmmr'), true) as not_pmmr,
    coalesce(not list_contains(failing, 'ct_cn_not_eligible'), true) as ct_cn_not_eligible,
    coalesce(not list_contains(failing, 'lm_not_synchronous'), true) as lm_not_synchronous,
    coalesce(not list_contains(failing, 'lm_not_resectable'), true) as lm_not_resectable,
    coalesce(not list_contains(failing, 'extrahepatic_mets'), true) as extrahepatic_mets,
    coalesce(
        not list_contains(failing, 'folfirinox_under_2_cycles'), true
    ) as folfirinox_under_2_cycles,
    coalesce(not list_contains(failing, 'dx_outside_window'), true) as dx_outside_window,
    eligible is not null as is_eligibility_known,
    coalesce(
        p.folfirinox_start_date + to_months($horizon_months::integer) <= $as_of, false
    ) as is_mature,
    complete_treatment in ('achieved', 'not_achieved') as is_evaluable,
    count(*) as persons
from selected
join patients as p using (patient_id)
join (
    select *, string_split(eligibility_reasons, ';') as failing from endpoints
) using (patient_id)
group by all
order by all
