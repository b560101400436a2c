"""Prints how much of the expected text of captured pages is kept and how much else leaks, beside plain trafilatura.

    python .ci/tools/clean_text.py ../shared

Needs the folder html/ with MANIFEST.tsv and expected/. Both shares are of runs of eight characters without white
space: kept = of the expected text, found in ours; leak = of ours, not in the expected text. For all pages it also
says how many deals and mentions come from lines that are quarantined, which is none by contract. Exit 0, or 1 when
a page raises or a quarantined line is read.
"""

import csv
import re
import sys
from pathlib import Path

import trafilatura

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from articles import reference  # noqa: E402
from articles.pipeline.line import Analysis, analyse  # noqa: E402
from articles.pipeline.parsing import decode_document  # noqa: E402

RUN = 8


def runs(text: str) -> set[str]:
    """Give every run of eight characters of ``text`` without its white space."""
    bare = re.sub(r"\s+", "", text)
    return {bare[start : start + RUN] for start in range(len(bare) - RUN + 1)}


def shares(expected: str, found: str) -> tuple[float, float]:
    """Give the share of ``expected`` that is kept and the share of ``found`` that is something else."""
    wanted, got = runs(expected), runs(found)
    return len(wanted & got) / max(1, len(wanted)), len(got - wanted) / max(1, len(got))


def body_of(analysis: Analysis) -> str:
    """Give the clean text without its title."""
    text = analysis.extracted.text
    return text.text[text.paragraphs[0].end :]


def read_from_noise(analysis: Analysis) -> int:
    """Count the quotes and mentions that do not stand in the clean text where they say, or only in the quarantine."""
    size = len(analysis.extracted.text.text)
    outside = sum(not 0 <= mention.start < mention.end <= size for mention in analysis.mentions)
    kept = set(analysis.extracted.text.text.split("\n"))
    lines = {left.text for left in analysis.extracted.quarantined} - kept
    return outside + sum(
        bool(evidence.quote)
        and any(evidence.quote in line for line in lines)
        and evidence.quote not in analysis.extracted.text.text
        for deal in analysis.reading.deals
        for evidence in deal.evidence
    )


def main() -> int:
    """Print the table and give the exit code."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared").resolve() / "html"
    with (folder / "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    known = reference.load()
    ours, plain, noisy, deals = [], [], 0, 0
    sys.stdout.write("Clean text: kept and leaked, ours beside plain trafilatura\n")
    for row in rows:
        html = decode_document((folder / row["file"]).read_bytes(), None, None).text
        analysis = analyse(title=row["title"], html=html, url=row["url"], reference=known)
        noisy += read_from_noise(analysis)
        deals += len(analysis.reading.deals)
        expected = folder / "expected" / f"{Path(row['file']).stem}.txt"
        if not expected.exists():
            continue
        wanted = expected.read_text(encoding="utf-8")
        ours.append(shares(wanted, body_of(analysis)))
        plain.append(shares(wanted, trafilatura.extract(html) or ""))
        figures = " ".join(f"{share:7.1%}" for share in (*ours[-1], *plain[-1]))
        sys.stdout.write(f"  {expected.stem:<36}{figures}\n")
    for name, table in (("ours", ours), ("trafilatura", plain)):
        kept, leak = (sum(column) / max(1, len(table)) for column in zip(*table, strict=True))
        sys.stdout.write(f"  {name:<12} kept {kept:.1%}, leaked {leak:.1%} of {len(table)} pages\n")
    passed = not noisy
    sys.stdout.write(
        f"  {'pass' if passed else 'FAIL'}  nothing is read from the quarantine of {len(rows)} pages ({deals} deals)\n"
    )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
