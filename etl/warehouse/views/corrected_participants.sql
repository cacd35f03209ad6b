-- core.event_participants with the actors that analysts corrected: whom a mention means, all its events follow.
-- after: corrected_values
CREATE VIEW analyst.corrected_participants AS
SELECT
    participant.event_id,
    participant.role,
    participant.position,
    participant.surface,
    CASE WHEN fix.right_values ? 'actor_id' THEN fix.right_values ->> 'actor_id' ELSE participant.actor_id END AS actor_id,
    participant.actor_mention_id,
    participant.form,
    participant.head_class,
    participant.country_code
FROM core.event_participants AS participant
LEFT JOIN analyst.corrected_values AS fix ON fix.row_id = participant.actor_mention_id;
