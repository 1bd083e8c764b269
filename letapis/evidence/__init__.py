"""Evidence for outsiders: packages that prove themselves, and the readers that trust none of them."""
