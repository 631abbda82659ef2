"""Saving the store while people work, and bringing it back on an empty machine.

One file: a header, then frames that each prove themselves and their place; inside, compressed, a tar of the rows as
lines of JSON, the documents by digest, seals and rules, and last a manifest. Rows restore to either database.
"""

from __future__ import annotations

from workflow.backup.locks import Secret as Secret
from workflow.backup.restoring import Restored as Restored
from workflow.backup.restoring import check as check
from workflow.backup.restoring import restore as restore
from workflow.backup.taking import Taken as Taken
from workflow.backup.taking import take as take
