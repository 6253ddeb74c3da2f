"""Sentences with referents → frame instances: one clause's word about one engagement."""
