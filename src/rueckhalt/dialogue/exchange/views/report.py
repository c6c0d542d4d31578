"""The pages and files of the follow-up report: for everybody, and for the alliance."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rueckhalt.dialogue.exchange.access import Seat, takes_part
from rueckhalt.dialogue.exchange.documents.report import (
    ReportTable,
    internal_table,
    public_table,
    report_as_csv,
    report_as_ods,
    report_as_pdf,
    written_once,
)
from rueckhalt.dialogue.exchange.queries.report import (
    Span,
    internal_report,
    public_report,
    whole_internal_report,
    whole_public_report,
)
from rueckhalt.dialogue.exchange.rules.report import half_year_named, half_year_of
from rueckhalt.dialogue.exchange.views.asked import page_number, shown, today
from rueckhalt.dialogue.exchange.views.papers import CSV, PDF, as_file

Writer = Callable[[ReportTable], bytes]

ODS = "application/vnd.oasis.opendocument.spreadsheet"
# Ending of a file → its media type, and how it is written.
FILES: dict[str, tuple[str, Writer]] = {
    "pdf": (PDF, report_as_pdf),
    "ods": (ODS, report_as_ods),
    "csv": (CSV, report_as_csv),
}


@require_safe
def public_page(request: HttpRequest, half_year: str = "") -> HttpResponse:
    """The report for everybody."""
    span = _span(half_year)
    context = {"span": span, "page": public_report(span, page_number(request)), "files": FILES}
    return render(request, "exchange/public/report.html", context)


@require_safe
def public_file(request: HttpRequest, half_year: str, kind: str) -> HttpResponse:  # noqa: ARG001 -- a page
    """The whole report for everybody as a file."""
    span, (media_type, write) = _span(half_year), _known(kind)
    table = public_table(whole_public_report(span), span.half_year.name, span.state_on)
    return as_file(written_once(write, table), media_type, f"zusagen-{half_year}.{kind}")


@takes_part
@require_safe
def page(request: HttpRequest, seat: Seat, half_year: str = "") -> HttpResponse:
    """The report for the alliance: who asked stands in it."""
    span = _span(half_year)
    told = internal_report(seat, span, page_number(request))
    context = {"span": span, "page": told, "seat": seat, "files": FILES}
    return shown(request, "exchange/report/page.html", context)


@takes_part
@require_safe
def file(request: HttpRequest, seat: Seat, half_year: str, kind: str) -> HttpResponse:  # noqa: ARG001 -- a page
    """The whole report for the alliance as a file."""
    span, (media_type, write) = _span(half_year), _known(kind)
    lines = whole_internal_report(seat, span)
    table = internal_table(lines, span.half_year.name, span.state_on)
    return as_file(write(table), media_type, f"zusagen-{half_year}-intern.{kind}")


def _span(code: str) -> Span:
    """Returns the half-year that an address names (none: the present one); 404 if there is none."""
    on = today()
    asked = half_year_named(code, on=on) if code else half_year_of(on)
    if asked is None:
        raise Http404
    return Span(asked, on)


def _known(kind: str) -> tuple[str, Writer]:
    if kind not in FILES:
        raise Http404
    return FILES[kind]
