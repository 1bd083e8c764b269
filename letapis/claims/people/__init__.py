"""People in a text: names, roles, groups and organisations, with exact spans; who did what it does not say."""
