-- Countries as other data sets code them.

CREATE TABLE ref.countries (
    country_code TEXT NOT NULL,
    iso_numeric SMALLINT,
    acled_region TEXT,
    CONSTRAINT countries_pkey PRIMARY KEY (country_code)
);
COMMENT ON TABLE ref.countries IS 'Countries as other data sets code them.';
COMMENT ON COLUMN ref.countries.country_code IS 'ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN ref.countries.iso_numeric IS 'ISO 3166-1 numeric code.';
COMMENT ON COLUMN ref.countries.acled_region IS 'Region that ACLED counts it to.';
