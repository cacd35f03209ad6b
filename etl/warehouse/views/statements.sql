-- Who says what: events of any modality that a document reports through a speaker (act: reports), and what actors say
-- themselves: demands, condemnations, denials, threats (act: says).
-- after: statements_kept
CREATE VIEW analyst.statements AS
SELECT * FROM analyst.statements_kept;
