"""SQLite as this project needs it: WAL, durable commits, and one writer at a time across threads and processes."""
