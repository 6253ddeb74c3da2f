"""Readings and explanations as Rich renderables; nothing here prints."""
