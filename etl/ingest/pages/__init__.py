"""Web pages: the article of one, and what it states of itself."""
