"""Following up: ladders of sessions, what is due, what was promised, where reports contradict each other."""
