"""The interface against its own description, by a tool that is not ours: Schemathesis over the wire, all its checks.

``tests/dashboards/test_api_fuzz.py`` asks in process and quickly; this asks the web server as programs of others do.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import Product, mail_server

EXAMPLES = 25
LEFT_OUT = "positive_data_acceptance,negative_data_rejection"
"""Both are meant otherwise: values of some filters are names in a register, which a description cannot list (what is
not in it is refused, with its reason), and an empty value means that nothing is asked, since forms send such."""


@pytest.mark.long
@pytest.mark.threat("P01", "P02")
@pytest.mark.timeout(1800)
def test_schemathesis_finds_nothing_in_the_interface_of_a_running_server(tmp_path):
    with mail_server() as mail:
        product = Product(tmp_path, mail.port)
        product.manage("prepare")
        product.start("web")
        try:
            done = subprocess.run(
                [
                    Path(sys.executable).parent / "schemathesis", "run", f"{product.address}/api/v1/schema",
                    "--url", product.address, "--checks", "all", "--exclude-checks", LEFT_OUT,
                    "--request-timeout", "60", "--phases", "examples,coverage,fuzzing",
                    "--max-examples", str(EXAMPLES), "--seed", "1", "--generation-database", "none", "--no-color",
                    "--continue-on-failure",
                ],
                cwd=tmp_path, env=product.environment, capture_output=True, text=True, timeout=1700, check=False,
            )  # fmt: skip
            errors = product.last_words("web")
        finally:
            product.kill()
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "Traceback" not in errors
    sys.stdout.write(done.stdout[-1500:])
