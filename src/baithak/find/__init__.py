"""Sentences → mentions: what each stretch of a sentence names, before anybody knows whom or when it means."""
