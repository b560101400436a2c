import json

import pytest
from tools import audit

FAULT = {"id": "PYSEC-2026-1", "fix_versions": ["2.1"], "aliases": []}


def python(*packages):
    return audit.python_verdict(json.dumps({"dependencies": list(packages), "fixes": []}), "")


def known(name, *faults):
    return {"name": name, "version": "2.0", "vulns": list(faults)}


def unknown(name):
    return {"name": name, "skip_reason": f"Dependency not found on PyPI and could not be audited: {name} (2.0)"}


def npm(found):
    return json.dumps({"auditReportVersion": 2, "vulnerabilities": found, "metadata": {"dependencies": {"total": 9}}})


@pytest.mark.threat("O04")
def test_packages_without_a_fault_are_clean_only_when_each_was_looked_up():
    assert (python(known("a"), known("b")).said, python(known("a"), known("b")).looked_up) == (audit.CLEAN, 2)
    mixed = python(known("a"), unknown("b"))
    assert (mixed.said, mixed.looked_up) == (audit.NO_VERDICT, 1)
    assert "1 of 2 were not known" in str(mixed)
    assert python().said == audit.NO_VERDICT, "nothing was looked up"


def test_a_fault_is_named_with_the_release_that_mends_it_even_where_others_are_unknown():
    verdict = python(known("a", FAULT), unknown("b"))
    assert verdict.said == audit.FAULTS
    assert verdict.lines == ("a 2.0: PYSEC-2026-1, mended in 2.1",)


@pytest.mark.parametrize("answer", ["", "no JSON", "[]", "{}", "null"])
def test_a_service_that_is_not_reached_gives_no_verdict_with_its_last_words(answer):
    for verdict in (audit.python_verdict, audit.npm_verdict):
        said = verdict(answer, "Traceback\nConnectionError: the name of the service is not known\n\n")
        assert said.said == audit.NO_VERDICT
        assert said.lines == ("ConnectionError: the name of the service is not known",)


def test_npm_names_faults_and_the_registry_that_has_no_advisories():
    assert audit.npm_verdict(npm({}), "").said == audit.CLEAN
    fault = audit.npm_verdict(npm({"left": {"range": "<2", "severity": "high"}}), "")
    assert (fault.said, fault.lines, fault.looked_up) == (audit.FAULTS, ("left <2: high",), 9)
    refused = audit.npm_verdict(json.dumps({"message": "405 Method Not Allowed", "method": "POST"}), "npm error")
    assert (refused.said, refused.lines) == (audit.NO_VERDICT, ("405 Method Not Allowed",))


@pytest.mark.threat("O04")
def test_a_fault_weighs_more_than_a_missing_verdict_and_silence_is_no_clean_bill():
    clean, fault, silent = (audit.Verdict("x", said, 1) for said in (audit.CLEAN, audit.FAULTS, audit.NO_VERDICT))
    assert [audit.code_of(said) for said in ((clean, clean), (clean, silent), (silent, fault))] == [0, 3, 1]
