"""What the mail room keeps: who asked, who subscribes to what, what was put together and what was delivered."""

from dashboards.digests.models.mail import Bounce, Delivery, Digest, DigestItem, Halt
from dashboards.digests.models.people import (
    LANGUAGES,
    PERIODIC,
    Frequency,
    Signup,
    Subscriber,
    Subscription,
    Suppression,
)

__all__ = [
    "LANGUAGES",
    "PERIODIC",
    "Bounce",
    "Delivery",
    "Digest",
    "DigestItem",
    "Frequency",
    "Halt",
    "Signup",
    "Subscriber",
    "Subscription",
    "Suppression",
]
