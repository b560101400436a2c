"""The mail room on the desk: who gets what, what went out, what came back, and what needs a person."""

from dashboards.digests.admin import mail, people, returns

__all__ = ["mail", "people", "returns"]
