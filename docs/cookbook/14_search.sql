-- Which articles write about a bombardment of Aleppo?
-- All words must occur; articles, proclitics and endings make no difference (قصفها, القصف). The fittest sentence shows
-- the words marked.
SELECT published_on, source_code, title, headline
FROM search('قصف حلب')
ORDER BY rank DESC, published_on DESC, document_id;
