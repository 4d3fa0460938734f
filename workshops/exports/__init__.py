"""What leaves as a file: content gathered from the rows, and a writer for each format. See docs/exports.md."""
