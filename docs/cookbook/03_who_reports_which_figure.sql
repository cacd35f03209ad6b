-- Who reports which figure for one event?
-- All claims for one happening (here: killings in Baghdad on 13 August 2015) in the order of publication, with the
-- outlet that prints each and the speaker whom it quotes.
SELECT published_at AT TIME ZONE 'Asia/Baghdad' AS published, source_code, speaker_en, low, best, high, qualifier, surface
FROM claims
WHERE kind = 'killed'
  AND cluster_id IN (SELECT cluster_id FROM events
                     WHERE event_type = 'killing' AND place_en = 'Baghdad' AND starts_on = '2015-08-13')
ORDER BY published_at, figure_id;
