"""Makes a checkout ready to run: virtual environment, packages, front end, reference data, static files.

    python3 .ci/tools/setup.py          what the product needs
    python3 .ci/tools/setup.py --dev    and what its tests need

Every step remembers in a stamp what it was made from and is left out while
that has not changed, so that a second call costs next to nothing. Standard
library only, and readable by old Pythons, because it is what tells them that
they are too old. Messages go to stderr; a thing that is missing ends it with
one line that says the remedy, and exit code 2.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / ".stamps"
OLDEST, NEWEST = (3, 11), (3, 13)
OLDEST_NODE = 20
# What "node --version" prints: v20.20.2
NODE_VERSION = re.compile(r"^v(\d+)\.")


class Missing(Exception):
    """Something that set-up cannot make by itself; the text says what to do."""


def say(text):
    """Print a message for a person."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def run(command, remedy, env=None):
    """Run ``command`` quietly. Raises Missing with its last words and the ``remedy`` when it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=str(ROOT),
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except FileNotFoundError:
        raise Missing(f"{command[0]} is not there: {remedy}") from None
    if done.returncode:
        words = done.stdout.decode("utf-8", "replace").strip()
        say(words[-4000:])
        raise Missing("{} failed (above): {}".format(" ".join(str(part) for part in command[:4]), remedy))


def digest(*paths):
    """Give one sha256 for the contents of all files under ``paths``; a path that is not there counts as empty."""
    total = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(str(file).encode() + b"\0")
                total.update(file.read_bytes())
    return total.hexdigest()


def step(name, state, made, work):
    """Do ``work`` unless the stamp says that it was done from the same ``state`` and ``made`` is still there."""
    stamp = STAMPS / name
    if made.exists() and stamp.is_file() and stamp.read_text() == state:
        return
    say("set-up: " + name)
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def fitting_python():
    """Give a Python between 3.11 and 3.13: this one, else the first on the path. Raises Missing."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and not subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL):
            return found
    raise Missing(
        "Python 3.11, 3.12 or 3.13 is needed, this is {}.{}: install one, or name it, as in "
        "`make run PYTHON=/path/to/python3.11`".format(*sys.version_info[:2])
    )


def make_venv():
    """Make the virtual environment where there is none that works."""
    python = BIN / "python"
    if python.exists() and not subprocess.call([str(python), "-c", "import pip"], stderr=subprocess.DEVNULL):
        return
    say("set-up: virtual environment")
    run(
        [fitting_python(), "-m", "venv", "--clear", VENV],
        "the venv module of Python is needed (Debian: apt-get install python3-venv)",
    )


def install(requirements):
    """Install what a requirements file pins, checking every hash."""
    run(
        [
            *(BIN / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--require-hashes", "--requirement", requirements),
        ],
        "a connection to a Python package index is needed",
    )


def node_environment():
    """Give an environment whose PATH has Node and npm: the machine's when new enough, else from PyPI's wheel."""
    env = dict(os.environ)
    if shutil.which("npm") and shutil.which("node"):
        version = subprocess.run(["node", "--version"], stdout=subprocess.PIPE).stdout.decode()
        found = NODE_VERSION.match(version)
        if found and int(found.group(1)) >= OLDEST_NODE:
            return env
    requirements = ROOT / ".ci" / "requirements-node.txt"
    step("Node, as the machine has none", digest(requirements), BIN / "node", lambda: install(requirements))
    env["PATH"] = "{}{}{}".format(BIN, os.pathsep, env.get("PATH", ""))
    return env


def build_front_end():
    """Install the npm packages of the lock file and run the build that package.json names."""
    env = node_environment()
    run(["npm", "ci", "--no-audit", "--no-fund"], "a connection to an npm registry is needed", env)
    scripts = json.loads((ROOT / "package.json").read_text(encoding="utf-8")).get("scripts", {})
    if "build" in scripts:
        run(["npm", "run", "--silent", "build"], "see the error above", env)


def manage(*arguments):
    """Run a management command with the settings of this environment."""
    run([BIN / "python", ROOT / "manage.py", *arguments], "see the error above")


def check_writable(folder):
    """Raise Missing unless files can be made in ``folder`` (made where it is not there)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable.{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Missing(
            f"cannot write into {folder} ({error.strerror}): change its owner, or name another folder in DATA_DIR"
        ) from None


def set_up(dev):
    """Do all steps that are due."""
    make_venv()
    python = (VENV / "pyvenv.cfg").read_text()
    runtime, everything = ROOT / ".ci" / "requirements-run.txt", ROOT / "requirements.txt"
    if dev:
        step("packages and those for tests", digest(everything) + python, BIN / "pytest", lambda: install(everything))
    else:
        step("packages", digest(runtime) + python, BIN / "celery", lambda: install(runtime))
    sources = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    sources += sorted((ROOT / ".ci" / "tools").glob("*.mjs"))
    if sources[0].exists():
        step("front end", digest(*sources), ROOT / "node_modules" / ".static", build_front_end)
    reference = ROOT / "articles" / "reference"
    step(
        "reference data",
        digest(*sorted(reference.glob("*.*")), ROOT / "articles" / "pipeline" / "matching" / "records.py"),
        reference / "compiled",
        lambda: run([BIN / "python", "-c", "from articles.reference import load; load()"], "see the error above"),
    )
    locale = ROOT / "locale"
    step(
        "translations",
        digest(*sorted(locale.rglob("*.po")), ROOT / ".ci" / "tools" / "messages.py"),
        locale / "pt" / "LC_MESSAGES" / "django.mo",
        lambda: run([BIN / "python", ROOT / ".ci" / "tools" / "messages.py", "compile"], "see the error above"),
    )
    static = Path(os.environ.get("STATIC_ROOT") or ROOT / "var" / "static")
    step(
        "static files",
        digest(ROOT / "static", *sources, runtime) + str(static),
        static / "staticfiles.json",
        lambda: manage("collectstatic", "--noinput", "--verbosity", "0"),
    )


def main():
    """Set up, one at a time; exit 2 with one line where something is missing."""
    try:
        check_writable(ROOT)
        check_writable(Path(os.environ.get("DATA_DIR") or ROOT / "var"))
        with open(str(ROOT / ".setup.lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            set_up("--dev" in sys.argv[1:])
    except Missing as missing:
        say(f"set-up: {missing}")
        sys.exit(2)


if __name__ == "__main__":
    main()
