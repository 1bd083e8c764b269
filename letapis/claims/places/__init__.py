"""Places in a text: gazetteer names in every spelling and inflection, with exact spans; which of them is an event's place it does not say."""
