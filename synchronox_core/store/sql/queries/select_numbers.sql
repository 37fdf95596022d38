-- The numeric baseline variables of the selected patients, one row a known value.
create or replace temp table selected_numbers as
unpivot (
    select
        strategy_planned as strategy,
        age_at_diagnosis_years,
        bmi_kg_m2,
        anal_verge_mm,
        cea_ng_ml,
        lesions,
        largest_lesion_mm,
        folfirinox_cycles
    from described
)
on * exclude (strategy)
into name variable value value
