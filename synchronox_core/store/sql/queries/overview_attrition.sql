-- Selected patients by which rules of the analysis set they pass.
select
    cohort <> 'unknown' as is_in_window,
    has_folfirinox_start,
    strategy_planned <> 'unknown' as has_strategy,
    not list_contains(
        [
            sex, ecog, asa, tumour_level, ct, cn, mrf_involved, emvi, kras, nras, braf, bilobar,
            liver_resectability_class
        ],
        'unknown'
    )
    and not list_contains(
        [
            age_at_diagnosis_years is null, bmi_kg_m2 is null, anal_verge_mm is null,
            cea_ng_ml is null, lesions is null, largest_lesion_mm is null,
            folfirinox_cycles is null
        ],
        true
    ) as has_baseline,
    count(*) as persons
from selected
group by all
order by all
