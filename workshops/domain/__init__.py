"""The rules of a canvas and a workshop in plain Python: no Django, no I/O, no clock of its own."""
