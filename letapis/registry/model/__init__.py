"""The register: entries of the field's standard shape, each slot with the statements that say it."""
