"""The review queue: an own view inside the admin, made for the keyboard."""

from articles.admin.review.urls import review_urls

__all__ = ["review_urls"]
