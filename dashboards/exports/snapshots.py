"""The dataset as it stood on the first of a month: made once, then frozen, with its licence and its citation.

``DATA_DIR/snapshots/gba-deals-YYYY-MM.csv`` and beside it ``.json`` with what is known of the file.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import orjson
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Deal
from dashboards.answers import answers_options, readable_across_origins
from dashboards.exports.outputs import LICENCE, deal_dicts, in_chunks
from dashboards.exports.sheets import DEAL_COLUMNS, csv_lines
from dashboards.packing import is_known
from dashboards.queries.freshness import generation
from dashboards.queries.selection import HONG_KONG

MONTH = re.compile(r"20\d{2}-(?:0[1-9]|1[0-2])")  # 2026-11


@dataclass(frozen=True)
class Snapshot:
    """One frozen file: its month, when it was made, of which generation of the data, its rows, bytes and SHA-256."""

    month: str
    made_at: str
    generation: int
    rows: int
    size: int
    sha256: str
    licence: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"gba-deals-{self.month}.csv"

    @property
    def day(self) -> date:
        """The first day of its month."""
        return date.fromisoformat(f"{self.month}-01")

    @property
    def citation(self) -> str:
        """How to cite it."""
        made = self.made_at[:10]
        return f"GBA Tracker: Deals of the Greater Bay Area, release {self.month}. {settings.SITE_URL}/data/ ({made})."


def folder() -> Path:
    """Where the snapshots lie."""
    return Path(settings.DATA_DIR) / "snapshots"


def snapshots() -> list[Snapshot]:
    """All snapshots, newest first; a file that cannot be read is none."""
    found = []
    for path in sorted(folder().glob("gba-deals-*.json"), reverse=True) if folder().is_dir() else ():
        try:
            found.append(Snapshot(**orjson.loads(path.read_bytes())))
        except (ValueError, TypeError, OSError):
            continue
    return found


def write_snapshot(*, now: datetime) -> Snapshot | None:
    """Freeze the published deals for the Hong Kong month of ``now``; None where it is frozen already.

    Written beside and renamed, the description last: a process that dies leaves nothing half.
    """
    month = now.astimezone(HONG_KONG).strftime("%Y-%m")
    target, about = folder() / f"gba-deals-{month}.csv", folder() / f"gba-deals-{month}.json"
    if about.exists():
        return None
    folder().mkdir(parents=True, exist_ok=True)
    number, rows, digest, size = generation(), 0, sha256(), 0
    draft = target.with_suffix(f".{secrets.token_hex(8)}.tmp")
    with draft.open("wb") as file:
        for place, line in enumerate(deal_lines()):
            rows = place  # The first line is the head.
            data = line.encode()
            file.write(data)
            digest.update(data)
            size += len(data)
    draft.replace(target)
    made_at = now.astimezone(HONG_KONG).isoformat(timespec="seconds")
    snapshot = Snapshot(month, made_at, number, rows, size, digest.hexdigest(), LICENCE)
    draft.write_bytes(orjson.dumps(asdict(snapshot), option=orjson.OPT_INDENT_2))
    draft.replace(about)
    return snapshot


def deal_lines() -> Iterator[str]:
    """Every published deal, signals included, the oldest first."""
    return csv_lines(DEAL_COLUMNS, in_chunks(Deal.objects.published().order_by("pk"), deal_dicts))


@csrf_exempt
@answers_options
@require_safe
def snapshot_file(request: HttpRequest, month: str) -> HttpResponse | FileResponse:
    """The frozen file of a month; nothing of the address but a month reaches the disk (THREATS P07)."""
    if not MONTH.fullmatch(month):
        raise Http404
    found = next((snapshot for snapshot in snapshots() if snapshot.month == month), None)
    if found is None:
        raise Http404
    tag = f'"{found.sha256[:32]}"'
    if is_known(request, tag):
        return readable_across_origins(HttpResponseNotModified(headers={"ETag": tag}))
    path = folder() / found.name
    if not path.is_file():
        raise Http404
    response = FileResponse(
        path.open("rb"), content_type="text/csv; charset=utf-8", as_attachment=True, filename=found.name
    )
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=86400"
    return readable_across_origins(response)
