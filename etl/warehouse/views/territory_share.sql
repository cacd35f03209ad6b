-- Shares of a territory under somebody's control: one row a figure, of an event or not. The text does not always say in
-- one phrase whose share of what it is: actors and places are all those that its sentence names.
-- after: shares_kept
CREATE VIEW analyst.territory_share AS
SELECT * FROM analyst.shares_kept;
