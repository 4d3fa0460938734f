"""The write paths. Whoever knocks (socket, form, command, import), a change comes through here."""
