"""The desk: pages and a REST interface on one record, rendered on the server, working without any other machine."""
