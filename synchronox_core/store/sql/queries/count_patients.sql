-- Patients of the extract, before any filter.
select count(*) as patients
from patients
