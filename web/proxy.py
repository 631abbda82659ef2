"""Behind a reverse proxy: whose word on the reader's address is taken (`MINGFU_TRUSTED_PROXY`)."""

from __future__ import annotations

import ipaddress
import os
from typing import Any

from workflow.errors import BadInput

#: X-Forwarded-Host is not among them: proxies pass on what a browser made up
HEADERS = {"x-forwarded-for", "x-forwarded-proto"}


def trusted() -> dict[str, Any]:
    """Settings of the server; nobody is believed unless set. Raises BadInput for what is no address.

    Without it every reader seems to sit at the proxy, and one who guesses passwords makes all wait.
    """
    given = os.environ.get("MINGFU_TRUSTED_PROXY", "").strip()
    if not given:
        return {}
    try:
        proxy = str(ipaddress.ip_address(given))
    except ValueError:
        raise BadInput(
            f"MINGFU_TRUSTED_PROXY：“{given}”不是 IP 地址 / '{given}' is no IP address: name the proxy"
        ) from None
    return {"trusted_proxy": proxy, "trusted_proxy_headers": HEADERS, "clear_untrusted_proxy_headers": True}
