"""The Python that others' programs run on beside ours: the floor script and the peer, with packages that we do not use.

They are installed into ``var/bench-candidates`` at the first measurement, from the index that pip is set to.
"""

import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "var" / "bench-candidates"
PYTHON = FOLDER / "bin/python"
PACKAGES = (
    # what the floor script imports
    "aiohttp==3.14.*", "ahocorasick-rs==1.0.*", "fastfeedparser==0.6.*", "feedparser==6.0.*", "nh3==0.3.*",
    "pyyaml==6.0.*", "rensa==0.5.*",
    # the peer
    "reader==3.26", "sgmllib3k==1.0.0",
)  # fmt: skip


def install(folder: Path = FOLDER, packages: tuple[str, ...] = PACKAGES) -> None:
    """Install what is not there yet into ``folder``.

    Raises:
        SystemExit: the packages cannot be had; nothing half done stays, and pip's last line is told.
    """
    if (folder / "installed").exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    commands = (
        [sys.executable, "-m", "venv", "--without-pip", folder],
        [sys.executable, "-m", "pip", "--python", folder / "bin/python", "install", "--quiet", *packages],
    )
    try:
        for command in commands:
            subprocess.run(command, check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as failure:
        shutil.rmtree(folder, ignore_errors=True)
        said = (failure.stderr or failure.stdout).strip().rpartition("\n")[2]
        raise SystemExit(f"bench: the floor script and the peer cannot be installed: {said}") from failure
    (folder / "installed").touch()
