"""Mentions → referents: who, when and which mechanism a mention stands for, with the reason."""
