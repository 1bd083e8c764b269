"""Figures: what is measured of an event, a day or a period, with its readings. Nothing is added up or averaged here."""

from letapis.registry.figures.building import figures_of
from letapis.registry.figures.days import figure_on, figures_on, figures_on_days

__all__ = ["figure_on", "figures_of", "figures_on", "figures_on_days"]
