"""The servers that Canvasweb is measured beside."""
