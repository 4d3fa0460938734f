"""The tests mirror the tree of `workshops`; `make test` runs them on both backends."""
