-- Which articles of 2020 on Idlib that report airstrikes speak of displacement?
-- `"..."` asks for words in a row, `-` for none of a word, `او` for one or the other. `at_place` takes an id, a name or
-- a code.
SELECT published_on, source_code, title, headline
FROM search('نزوح او نزح', from_on => '2020-01-01', to_on => '2020-12-31', of_type => 'airstrike', at_place => 'SY-ID')
ORDER BY rank DESC, published_on DESC, document_id;
