-- The patients a filter keeps, held for the queries of one page: one row a patient.
-- An empty list keeps everybody; a missing code is 'unknown', never another code.
create or replace temp table selected as
with coded as (
    select
        patient_id,
        centre_id,
        coalesce(cohort, 'unknown') as cohort,
        coalesce(strategy_planned, 'unknown') as strategy_planned,
        coalesce(sex, 'unknown') as sex,
        coalesce(ecog::varchar, 'unknown') as ecog,
        coalesce(asa::varchar, 'unknown') as asa,
        coalesce(tumour_level, 'unknown') as tumour_level,
        coalesce(ct, 'unknown') as ct,
        coalesce(cn, 'unknown') as cn,
        coalesce(mrf_involved, 'unknown') as mrf_involved,
        coalesce(emvi, 'unknown') as emvi,
        coalesce(kras, 'unknown') as kras,
        coalesce(nras, 'unknown') as nras,
        coalesce(braf, 'unknown') as braf,
        coalesce(bilobar, 'unknown') as bilobar,
        coalesce(liver_resectability_class, 'unknown') as liver_resectability_class,
        age_at_diagnosis_years::double as age_at_diagnosis_years,
        bmi_kg_m2,
        anal_verge_mm::double as anal_verge_mm,
        cea_ng_ml,
        lesions::double as lesions,
        largest_lesion_mm,
        folfirinox_cycles::double as folfirinox_cycles
    from cohort
)
select *
from coded
where (len($cohorts::varchar[]) = 0 or list_contains($cohorts::varchar[], cohort))
    and (len($centres::varchar[]) = 0 or list_contains($centres::varchar[], centre_id))
    and (
        len($strategies::varchar[]) = 0
        or list_contains($strategies::varchar[], strategy_planned)
    )
    and (len($sexes::varchar[]) = 0 or list_contains($sexes::varchar[], sex))
    and (
        len($classes::varchar[]) = 0
        or list_contains($classes::varchar[], liver_resectability_class)
    )
