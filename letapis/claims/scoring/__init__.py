"""Claims against annotated claims: detection, slots, strict, by type and by language, with the errors shown."""
