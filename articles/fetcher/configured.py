"""The policy that the settings ask for."""

from django.conf import settings

from articles.fetcher.records import Policy


def configured_policy() -> Policy:
    """Our user agent, pace, proxy and openness to private addresses, as the environment has them."""
    return Policy(
        user_agent=settings.USER_AGENT,
        allow_private=settings.FETCH_ALLOW_PRIVATE,
        pace_seconds=settings.FETCH_HOST_PACE,
        proxy=settings.FETCH_PROXY,
    )
