"""Drawings that the server makes: where things stand on a page is worked out here, how they look in the stylesheet."""
