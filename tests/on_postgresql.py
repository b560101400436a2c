"""Runs the tests that touch the database again, on PostgreSQL and Redis, by their two addresses alone.

    python -m tests.on_postgresql [--whole] [pytest's arguments]

Part of `make test`, which leaves out what differs between databases least; `make test-long` runs it whole. Where the
servers are not installed it says so and ends well, or with CI=true badly. Exit code: pytest's own.
"""

import os
import subprocess
import sys
from contextlib import ExitStack

from tests.servers import NotInstalled, postgresql, redis_server

FOLDERS = (
    "tests/articles/actions",
    "tests/articles/management/commands",
    "tests/articles/models",
    "tests/articles/search",
    "tests/articles/test_admin.py",
    "tests/articles/test_admin_deals.py",
    "tests/articles/test_admin_feeds.py",
    "tests/articles/test_search.py",
    "tests/articles/test_tasks.py",
    "tests/dashboards",
    "tests/gba_tracker/test_statement_limit.py",
)

# Not again: what says nothing new of the database; so do single tests that are marked "one_engine".
LEFT_OUT = (
    "tests/dashboards/test_weight.py",
    "tests/dashboards/test_only_checked.py",
    "tests/dashboards/test_api_fuzz.py",
    "tests/dashboards/test_middleware.py",
    "tests/dashboards/test_packing.py",
    "tests/dashboards/views/test_oembed.py",
    "tests/dashboards/digests/test_golden.py",
    "tests/dashboards/digests/test_many_readers.py",
    "tests/dashboards/digests/test_markup.py",
)

# Only in the whole run: pure of queries but for the rows that they begin from, or queries that other files ask as well.
ONLY_WHOLE = (
    "tests/articles/test_admin_deals.py",
    "tests/articles/test_admin_feeds.py",
    "tests/articles/actions/test_evaluation.py",
    "tests/articles/actions/test_feed_lists.py",
    "tests/articles/actions/test_rates.py",
    "tests/articles/actions/test_reference_edits.py",
    "tests/articles/actions/clustering/test_likeness.py",
    "tests/articles/actions/clustering/test_order.py",
    "tests/articles/actions/clustering/test_same_deal.py",
    "tests/articles/actions/clustering/test_sameness.py",
    "tests/articles/actions/clustering/test_told_twice.py",
    "tests/articles/actions/clustering/test_traits.py",
    "tests/articles/actions/curation/test_bulk.py",
    "tests/articles/actions/curation/test_corrections.py",
    "tests/articles/actions/curation/test_doubting.py",
    "tests/articles/actions/curation/test_filling.py",
    "tests/articles/actions/curation/test_four_eyes.py",
    "tests/articles/actions/curation/test_pairing.py",
    "tests/articles/actions/curation/test_standing.py",
    "tests/articles/actions/polling/test_documents.py",
    "tests/articles/actions/polling/test_groups.py",
    "tests/articles/actions/polling/test_known.py",
    "tests/articles/actions/polling/test_preparing.py",
    "tests/articles/management/commands/test_add_article.py",
    "tests/articles/management/commands/test_analyse.py",
    "tests/articles/management/commands/test_create_curator.py",
    "tests/articles/management/commands/test_evaluate.py",
    "tests/articles/management/commands/test_feeds.py",
    "tests/dashboards/test_basis.py",
    "tests/dashboards/test_cells.py",
    "tests/dashboards/test_corrections.py",
    "tests/dashboards/test_counted.py",
    "tests/dashboards/test_deal_page.py",
    "tests/dashboards/test_deep_pages.py",
    "tests/dashboards/test_figures.py",
    "tests/dashboards/test_formats.py",
    "tests/dashboards/test_hostile_sources.py",
    "tests/dashboards/test_names_and_words.py",
    "tests/dashboards/test_outputs.py",
    "tests/dashboards/test_passages.py",
    "tests/dashboards/test_quoting.py",
    "tests/dashboards/test_reading_tools.py",
    "tests/dashboards/test_subsectors.py",
    "tests/dashboards/test_trends.py",
    "tests/dashboards/test_vague_dates.py",
    "tests/dashboards/test_ways_out.py",
    "tests/dashboards/test_wording.py",
    "tests/dashboards/digests/test_composing.py",
    "tests/dashboards/digests/test_periods.py",
    "tests/dashboards/digests/test_returns.py",
    "tests/dashboards/digests/test_tokens.py",
    "tests/dashboards/digests/test_views.py",
    "tests/dashboards/digests/test_webhooks.py",
    "tests/dashboards/digests/actions/test_archiving.py",
    "tests/dashboards/digests/actions/test_bouncing.py",
    "tests/dashboards/digests/actions/test_collecting.py",
    "tests/dashboards/digests/actions/test_halting.py",
    "tests/dashboards/digests/actions/test_mailchecking.py",
    "tests/dashboards/digests/actions/test_mailsigning.py",
    "tests/dashboards/digests/actions/test_previewing.py",
    "tests/dashboards/digests/actions/test_rendering.py",
    "tests/dashboards/digests/actions/test_selecting.py",
    "tests/dashboards/digests/actions/test_signing_up.py",
)


def main() -> int:
    """Start both servers, run the tests, take the servers away."""
    arguments = sys.argv[1:]
    is_whole = "--whole" in arguments
    arguments = [argument for argument in arguments if argument != "--whole"]
    with ExitStack() as servers:
        try:
            addresses = {
                "DATABASE_URL": servers.enter_context(postgresql()),
                "REDIS_URL": servers.enter_context(redis_server()),
            }
        except NotInstalled as missing:
            sys.stderr.write(f"the second run was left out for want of {missing}\n")
            return int(os.environ.get("CI", "").lower() in {"1", "true"})
        folders = [folder for folder in FOLDERS if os.path.exists(folder)]
        left_out = [f"--ignore={path}" for path in (LEFT_OUT if is_whole else (*LEFT_OUT, *ONLY_WHOLE))]
        chosen = ["-m", "not long and not one_engine"]
        command = [sys.executable, "-m", "pytest", *chosen, *arguments, *left_out, *folders]
        return subprocess.call(command, env={**os.environ, **addresses})


if __name__ == "__main__":
    sys.exit(main())
