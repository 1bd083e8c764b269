"""The door to the network: what may be asked, how far, and what comes back with every byte that went over the wire.

No other room opens a socket, but for `workflow/endpoint.py`. Nothing is kept here, and no cookie, proxy or password
of the surroundings takes part.
"""
