"""Frame instances → engagements and commitments: many clauses, one engagement."""
