-- What columns say since sources may be of other kinds than feeds and listings.
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

COMMENT ON COLUMN source.kind IS 'How it is crawled: feed, listing, sitemap, api, telegram.';
COMMENT ON COLUMN capture.hint IS 'What the index said of this page: title, published, updated, guid; of one from a web archive, where it stands there (memento, or warc and offset), archived_at, and the days of publication it was asked for (window).';
COMMENT ON COLUMN fault.step IS 'The step: fetch, parse, ingest, check, or the way by which an index was read: feed, listing, sitemap, api, telegram.';
