"""Punctuation of lines that templates put together, as the reader's language writes it."""

from django import template

from dashboards import formats

register = template.Library()


@register.simple_tag
def mark(sign: str) -> str:
    """A comma, semicolon or full stop between parts of a line, with the space that the language puts after it."""
    return formats.mark(sign)


@register.filter
def bracketed(text: str) -> str:
    """Words added to a name, in brackets, with the space that the language puts before them."""
    return formats.bracketed(text)
