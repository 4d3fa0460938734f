"""How large things are on each paper, in points."""

SIZES = {
    "a4": {"floor": 6, "notes": [8.6, 8, 7.5, 7, 6.5, 6], "unit": 0.72, "rest": 8},
    "a3": {"floor": 7, "notes": [11.5, 10.9, 10, 9.2, 8.4, 7.6, 7], "unit": 1.0, "rest": 9.5},
    "a2": {"floor": 8, "notes": [16, 14.5, 13, 11.6, 10.3, 9.1, 8], "unit": 1.4, "rest": 13},
    "a1": {"floor": 9, "notes": [22, 20.5, 18.5, 16.5, 14, 11.5, 9], "unit": 2.0, "rest": 18},
    "a0": {"floor": 9, "notes": [31, 29, 26, 23, 19, 15.5, 12, 9], "unit": 2.8, "rest": 25},
}
"""`floor` is the smallest type on a page, `notes` the sizes tried for notes,
`rest` that of the pages after the canvas."""
