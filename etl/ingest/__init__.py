"""Files to documents: finding, unpacking, decoding, reading; what fails ends in quarantine with its reason."""

from etl.ingest.files import fingerprint
from etl.ingest.limits import LIMITS, Limits
from etl.ingest.originals import original_bytes
from etl.ingest.read import read_file
from etl.ingest.refusal import Refusal
from etl.ingest.scan import scan

__all__ = ["LIMITS", "Limits", "Refusal", "fingerprint", "original_bytes", "read_file", "scan"]
