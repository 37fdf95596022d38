-- How often each whole millimetre was written, of the measures that are read off or rounded:
-- one row a variable and value. A value with a sign beside it is a bound, not a measure.
with measures as (
    select 'circumferential_margin_mm' as variable, circumferential_margin_mm as measure
    from operations
    where coalesce(circumferential_margin_qualifier, '=') = '='
    union all
    select 'distal_margin_mm', distal_margin_mm
    from operations
    where coalesce(distal_margin_qualifier, '=') = '='
    union all
    select 'liver_margin_mm', liver_margin_mm
    from lesion_treatments
    where kind = 'resection' and coalesce(liver_margin_qualifier, '=') = '='
    union all
    select 'diameter_mm', diameter_mm from lesion_measurements
    union all
    select 'anal_verge_mm', anal_verge_mm from patients
)
select variable, measure::integer as value, count(*) as times
from measures
where measure = floor(measure)
group by all
order by all
