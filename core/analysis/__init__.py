"""Plain functions: records in, small frozen results out; one module a subject."""
