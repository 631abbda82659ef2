"""The facts a case's history can hold: past tense, exact fields, never changed once written.

Texts that may name people (applications, drafts, opinions, notes) stand in the text store and are
referred to by their SHA-256, so that erasing a text leaves the chain of digests valid.
Dates are Asia/Shanghai calendar dates; `..._sha256` are lower-case hex digests; people and agencies are ids.
"""

from workflow.entries.appeals import *  # noqa: F403
from workflow.entries.archive import *  # noqa: F403
from workflow.entries.base import *  # noqa: F403
from workflow.entries.consulting import *  # noqa: F403
from workflow.entries.house import *  # noqa: F403
from workflow.entries.importing import *  # noqa: F403
from workflow.entries.intake import *  # noqa: F403
from workflow.entries.letters import *  # noqa: F403
from workflow.entries.mail import *  # noqa: F403
from workflow.entries.reply import *  # noqa: F403
from workflow.entries.urging import *  # noqa: F403
