-- The predictors of every patient and moment whose day is known.
select
    patient_id, moment,
    resectability, lesions, largest_lesion_mm, bilobar, recist, ymrtrg, ecog, cea_ng_ml,
    age_years, ras
from predictors
