-- What does an actor do, and what is done to it?
-- A happening that several documents tell of counts once.
SELECT actor_en, role, event_type, events, first_on, last_on
FROM actor_activity
WHERE actor_id IN ('islamic-state', 'rsf', 'houthis')
ORDER BY actor_en, role, event_type;
