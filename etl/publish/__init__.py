"""What leaves the warehouse: exports for other tools, and a report for people."""

from __future__ import annotations

from etl.publish.export import FORMATS, export
from etl.publish.report import write_report
from etl.publish.selection import Selection

__all__ = ["FORMATS", "Selection", "export", "write_report"]
