"""Lists of feeds, in and out: OPML and YAML files, the built-in list.

read      reading     bytes -> ListedFeed rows, each with its line; nothing is fetched
import    importing   rows -> Feed rows, added and updated by address, never deleted
export    exporting   Feed rows -> OPML or YAML
"""

from articles.actions.feed_lists.exporting import to_opml, to_yaml
from articles.actions.feed_lists.importing import Imported, Taken, import_feeds, install_builtin_feeds, save_list_page
from articles.actions.feed_lists.reading import ListedFeed, Refusal, UnreadableList, listed_feed, read_feed_list

__all__ = [
    "Imported",
    "ListedFeed",
    "Refusal",
    "Taken",
    "UnreadableList",
    "import_feeds",
    "install_builtin_feeds",
    "listed_feed",
    "read_feed_list",
    "save_list_page",
    "to_opml",
    "to_yaml",
]
