"""Asking a record what a desk asks: timelines, one engagement, a person, the last time they met, a brief."""
