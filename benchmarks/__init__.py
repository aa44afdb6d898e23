"""Benchmarks: speed and memory on papers that the user names."""
