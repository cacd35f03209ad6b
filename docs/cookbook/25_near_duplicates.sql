-- Which texts are the same dispatch?
-- Texts of a `group_id` are nearly the same. The earliest one counts; `is_repeat` marks the others, here and in every
-- view.
SELECT published_at AT TIME ZONE 'UTC' AS published_utc, source_code, title, is_repeat
FROM documents
WHERE group_id IS NOT NULL
ORDER BY group_id, published_at, document_id;
