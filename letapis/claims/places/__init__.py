"""Places in a text: gazetteer names in every spelling and inflection, with exact spans; not which is an event's."""
