"""What an officer submits: one frozen value per act, imperative. Forms and scripts build these; moves answers them.

`on` is the day the thing happened (Asia/Shanghai); None means today. Free texts are stored apart and
the history keeps their digest.
"""

from workflow.acts.appeals import *  # noqa: F403
from workflow.acts.archive import *  # noqa: F403
from workflow.acts.base import *  # noqa: F403
from workflow.acts.consulting import *  # noqa: F403
from workflow.acts.house import *  # noqa: F403
from workflow.acts.intake import *  # noqa: F403
from workflow.acts.letters import *  # noqa: F403
from workflow.acts.mail import *  # noqa: F403
from workflow.acts.reply import *  # noqa: F403
from workflow.acts.urging import *  # noqa: F403
