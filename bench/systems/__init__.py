"""The systems that are measured; each starts a server on fresh data and says how the load generator joins it."""
