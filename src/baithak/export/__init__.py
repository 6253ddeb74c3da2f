"""The record in the forms that others' tools read."""
