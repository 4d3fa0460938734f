"""The instruments: what a server carries, beside its peers. Run `python -m bench --help`; see docs/benchmarks.md."""
