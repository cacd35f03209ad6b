-- Actors whose name is like what was typed, those that fit best first, each with the name that fits.
SELECT alike.name_en, alike.name_ar, alike.matched
FROM analyst.find_names(%(typed)s, 200) WITH ORDINALITY AS alike (kind, id, name_en, name_ar, matched, likeness, fit, position)
WHERE alike.kind = 'actor'
ORDER BY alike.position
