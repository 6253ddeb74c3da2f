"""The record: statements with the words that say them, the lines that follow, and people's judgements on top."""
