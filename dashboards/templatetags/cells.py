"""Parts of rows that thousands of rows share: made once in a language, then kept by the process.

A list of fifty deals has some four hundred addresses and a hundred badges; to work each out again takes half of the
time of the page.
"""

from functools import lru_cache
from urllib.parse import quote

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
_STAND_IN = {int: 987654321, str: "stand-in-987654321"}


@register.simple_tag
def address(name: str, key: str | int) -> str:
    """The address of the page ``name`` of one row, by its slug or number: ``{% address "city" city.slug %}``.

    The same as ``{% url %}`` gives for what is stored. Raises NoReverseMatch for a page that is not there.
    """
    before, after = _around(name, type(key), get_language() or "", get_script_prefix())
    return f"{before}{quote(str(key), safe='')}{after}"


@lru_cache(maxsize=256)
def _around(name: str, kind: type[int] | type[str], language: str, prefix: str) -> tuple[str, str]:
    """What stands before and after the key in the addresses of a page."""
    stand_in = _STAND_IN[kind]
    before, _, after = reverse(name, args=[stand_in]).partition(str(stand_in))
    return before, after


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """The status of a deal as a badge."""
    return _part("_status.html", get_language() or "", status=status)


@register.simple_tag
def rung_ladder(rung: str, is_binding: bool) -> SafeString:
    """The rung of a deal as a ladder with its name."""
    return _part("_rung.html", get_language() or "", rung=rung, binding=is_binding)


@lru_cache(maxsize=1024)
def _part(template_name: str, language: str, **values: str | bool) -> SafeString:
    # Not stripped: a stripped safe text is no longer one, and would be escaped.
    return render_to_string(f"dashboards/{template_name}", values)
