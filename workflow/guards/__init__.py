"""Why an act may be refused: one pure function a reason, which answers a sentence with its provision, or None.

All guards of a row are asked, so that a refusal names everything that stands in the way at once.
"""

from workflow.guards.appeals import *  # noqa: F403
from workflow.guards.archive import *  # noqa: F403
from workflow.guards.base import *  # noqa: F403
from workflow.guards.consulting import *  # noqa: F403
from workflow.guards.intake import *  # noqa: F403
from workflow.guards.letters import *  # noqa: F403
from workflow.guards.mail import *  # noqa: F403
from workflow.guards.online import *  # noqa: F403
from workflow.guards.period import *  # noqa: F403
from workflow.guards.reply import *  # noqa: F403
from workflow.guards.urging import *  # noqa: F403
