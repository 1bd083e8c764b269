"""The detention register: stretches of custody, the clock, who is inside, deadlines, recognitions. Pure functions."""
