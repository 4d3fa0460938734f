"""The views: each finds its person, asks an action or a query, and answers with a page."""
