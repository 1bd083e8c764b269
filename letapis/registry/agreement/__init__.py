"""How far people who coded the same agree: Krippendorff's alpha for each field, and what they must talk about."""
