-- What were the deadliest happenings?
-- Ordered by the lower bound. The largest numbers are where misreadings end up: look them up in `evidence` before you
-- quote them, and `correct()` what is wrong. "Tens of thousands" has no `best`.
SELECT starts_on, event_type, place_en, low, best, high, qualifier, surface, source_code
FROM figures_latest
WHERE kind = 'killed'
ORDER BY low DESC NULLS LAST, starts_on, figure_id
LIMIT 10;
