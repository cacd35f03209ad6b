-- What were the deadliest happenings?
-- Ordered by the lower bound. The largest numbers are where misreadings end up: look them up in `evidence` before you
-- quote them, and `correct()` what is wrong. "Tens of thousands" has no `best`. Tolls that only grew until that day
-- (`flow` cumulative) are left out: they are no dead of one day.
SELECT starts_on, date_source, event_type, place_en, low, best, high, qualifier, surface, source_code
FROM figures_latest
WHERE kind = 'killed' AND coalesce(flow, 'flow') = 'flow'
ORDER BY low DESC NULLS LAST, starts_on, figure_id
LIMIT 10;
