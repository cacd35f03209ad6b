-- One page of articles with the words asked for, the fittest first, each with its fittest sentence. A name may mean
-- several areas; an article that tells of two of them is one article.
SELECT hit.document_id, hit.title, hit.source_code, hit.published_on, hit.headline,
       (SELECT count(*) FROM analyst.corrected_events AS event WHERE event.document_id = hit.document_id) AS events
FROM (
    SELECT DISTINCT found.*
    FROM unnest(%(areas)s::text[]) AS area
    CROSS JOIN LATERAL analyst.search(
        %(q)s, %(from_on)s, %(to_on)s, %(source)s, %(type)s, area, %(limit)s + %(offset)s,
        {condition}
    ) AS found
) AS hit
ORDER BY hit.rank DESC, hit.published_on DESC NULLS LAST, hit.document_id
LIMIT %(limit)s OFFSET %(offset)s
