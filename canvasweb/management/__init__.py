"""Commands that are about running the site, not about workshops."""
