-- The baseline of the selected patients, seen by the queries of one page: one row a patient. A
-- missing code is 'unknown'. A view: of its many columns a query reads only those it asks for.
create or replace temp view described as
select
    selected.*,
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
from selected
join cohort using (patient_id)
