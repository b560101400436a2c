"""What must hold after a soak, and whether it did."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tests.faults.storm import faketime_library

if TYPE_CHECKING:
    from tests.soak.run import Reader, Soak

JUDGED_FROM = 20.0
"""Minutes from which on memory and kinds of harm are judged: programs need some to be warm."""
DRIFT = 0.05
FINAL = {"sent", "ambiguous", "failed_permanent", "skipped_empty"}
"""States in which a delivery rests."""

Row = tuple[str, str, bool]


def judge(
    soak: "Soak", readers: "Sequence[Reader]", held: Mapping[str, object], quiet: Mapping[str, object]
) -> list[Row]:
    """What must hold, as (what, figure, whether it does)."""
    done = [*_of_harm(soak), *_of_programs(soak), *_of_rows(soak, held, quiet)]
    return [*done, *_of_digests(soak), *_of_pages(readers), *_of_memory(soak)]


def _of_harm(soak: "Soak") -> list[Row]:
    done, faults = soak.storm.done, soak.feeds.faults
    wanted = {"kills", "flushes", "restarts", *(["clock steps"] if faketime_library() else [])}
    return [
        ("harm done", _told(done), wanted <= set(done) or soak.minutes < JUDGED_FROM),
        ("clock", "jumps" if faketime_library() else "stands: faketime is not installed", True),
        ("feed faults", _told(faults), True),
    ]


def _of_programs(soak: "Soak") -> list[Row]:
    return [("programs that ended by themselves", "; ".join(soak.ended.values()) or "0", not soak.ended)]


def _of_rows(soak: "Soak", held: Mapping[str, object], quiet: Mapping[str, object]) -> list[Row]:
    differing = [name for name in quiet if held.get(name) != quiet[name]]
    open_ = f"{held['unprocessed']}, {held['quarantined']}"
    return [
        ("entries published", str(soak.published), soak.published > 0),
        ("rows unlike those of a quiet run", ", ".join(differing) or "0", not differing),
        ("articles unprocessed, quarantined", open_, not held["unprocessed"] and not held["quarantined"]),
        ("stuck leases", str(held["leases"]), not held["leases"]),
    ]


def _of_digests(soak: "Soak") -> list[Row]:
    mails = Counter(to for to, _ in soak.inbox.message_ids())
    again = sum(n - 1 for n in mails.values())
    open_ = [reader for reader, states in soak.deliveries.items() if not states or not set(states) <= FINAL]
    # Nobody knows of a mail whose worker died while handing it over; the desk lists it, and it is not sent again.
    unknown = [reader for reader, states in soak.deliveries.items() if "ambiguous" in states and not mails[reader]]
    lost = [reader for reader in soak.deliveries if not mails[reader] and reader not in unknown]
    harm = sum(soak.storm.done.values())
    return [
        ("mails taken, readers", f"{sum(mails.values())}, {len(soak.deliveries)}", bool(soak.deliveries)),
        ("digests sent twice", str(again), not again),
        ("digests lost", f"{len(lost)} {' '.join(lost[:5])}".strip(), not lost),
        ("digests not at rest", f"{len(open_)} {' '.join(open_[:5])}".strip(), not open_),
        ("digests of unknown outcome that nobody got", str(len(unknown)), len(unknown) <= harm),
    ]


def _of_pages(readers: "Sequence[Reader]") -> list[Row]:
    answers: Counter[int] = sum((reader.answers for reader in readers), Counter())
    bad = [line for reader in readers for line in reader.bad]
    return [
        ("pages read", _told(answers), bool(answers[200])),
        ("answers no reader may see", f"{len(bad)} {'; '.join(bad[:5])}".strip(), not bad),
    ]


def _of_memory(soak: "Soak") -> list[Row]:
    drift = soak.drift()
    rows = [] if drift else [("memory", "not seen", soak.minutes < JUDGED_FROM)]
    for name, change in sorted(drift.items()):
        late = soak.samples[-1][1].get(name, 0) / 1024
        holds = abs(change) < DRIFT or soak.minutes < JUDGED_FROM
        rows.append((f"memory of {name}", f"{change:+.1%} ({late:.0f} MB)", holds))
    return rows


def _told(counted: Mapping[str, int] | Mapping[int, int]) -> str:
    return ", ".join(f"{number} {what}" for what, number in sorted(counted.items()))
