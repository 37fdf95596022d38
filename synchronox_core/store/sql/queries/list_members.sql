-- Every patient as a prediction model sees it, predictors apart, in the order of the study codes.
select patient_id, centre_id, cohort, strategy_planned, t0, fate, settled_on
from members
order by patient_id
