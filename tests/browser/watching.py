"""What goes wrong on a page while somebody uses it: errors in the console, faults in scripts, calls to other hosts."""


class Watch:
    """Listens to a page from its first request on."""

    def __init__(self, page, address):
        self.address = address
        self.troubles = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)

    def _said(self, message):
        if message.type in ("error", "warning"):
            self.troubles.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _asked(self, request):
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self.troubles.append(f"another host: {request.url}")

    def _failed(self, request):
        # A page that is left takes its open requests with it.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"request failed: {request.url} {request.failure}")

    def forget(self):
        self.troubles.clear()
