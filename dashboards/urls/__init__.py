"""Addresses of the reading room: pages carry a language prefix, outputs do not."""
