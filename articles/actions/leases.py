"""Give back what processes that died were working on."""

from articles.models import Article, Feed, Host
from articles.models.lease import is_owner_dead


def release_dead_leases() -> int:
    """Free feeds and articles that are leased to processes of this machine that live no longer; give how many."""
    released = 0
    waiting = Article.objects.filter(processed_at__isnull=True, quarantined_at__isnull=True)
    for rows in (Feed.objects.all(), waiting):
        tokens = rows.exclude(lease_token="").values_list("lease_token", flat=True).distinct()
        if dead := [token for token in tokens if is_owner_dead(token)]:
            released += rows.filter(lease_token__in=dead).update(lease_until=None, lease_token="")
    held = Host.objects.exclude(lease_token="")
    for token in held.values_list("lease_token", flat=True).distinct():
        if is_owner_dead(token):
            held.filter(lease_token=token).update(lease_token="", busy_until=None)
    return released
