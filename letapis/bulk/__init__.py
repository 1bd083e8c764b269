"""The pure functions of the core over many records: processes on one machine, Spark on many."""
