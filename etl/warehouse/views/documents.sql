-- News items, one row each. One claim printed twice is one claim: is_repeat marks the later texts of a group that are
-- nearly the same.
CREATE VIEW analyst.documents AS
SELECT
    document.document_id,
    document.source_code,
    document.title,
    document.url,
    document.author,
    document.section,
    document.published_at,
    document.published_on,
    document.published_source,
    document.characters,
    document.coding_version,
    document.coded_at,
    document.run_id,
    document.source_record_id,
    near.group_id,
    near.group_id IS NOT NULL AND EXISTS (
        SELECT
        FROM core.near_duplicates AS sibling
        JOIN core.documents AS earlier USING (document_id)
        WHERE sibling.group_id = near.group_id
          AND (coalesce(earlier.published_on, 'infinity'), coalesce(earlier.published_at, 'infinity'), earlier.document_id)
              < (coalesce(document.published_on, 'infinity'), coalesce(document.published_at, 'infinity'), document.document_id)
    ) AS is_repeat
FROM core.documents AS document
LEFT JOIN core.near_duplicates AS near USING (document_id);
