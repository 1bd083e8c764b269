"""Words as data: claim types, vague numbers, languages, places and bodies, with the loaders that read them."""
