-- What the reading noticed, in the order it was noticed.
select level, code, message_en, message_fr
from findings
order by rowid
