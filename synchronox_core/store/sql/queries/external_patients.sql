-- Every patient of a public cohort, all columns of its mapping.
select * from "rows" order by patient_id
