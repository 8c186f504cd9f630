"""A lower page's place for what upper apps show on it: `{% panels "measure" figure.measure %}`, bound in panels.py."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from commonbeat.web.panels import for_page

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: dict[str, Any], page: str, subject: Any = None) -> SafeString:
    """Every panel of this page that the reader may see, drawn one after the other."""
    return format_html_join("\n", "{}", ((panel,) for panel in for_page(page, context["request"], subject)))
