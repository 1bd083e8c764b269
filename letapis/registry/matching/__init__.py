"""The scored match: how well two reports, mentions or events can be one occurrence, and why. It only proposes."""
