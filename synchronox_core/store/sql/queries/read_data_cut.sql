-- The data cut of the extract: one row.
select as_of::date as as_of
from provenance
