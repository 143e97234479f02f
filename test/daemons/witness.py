"""An independent client of a daemon: Deluge's own Python client, driven by JSON lines.

In, one request per line:  {"id": n, "do": "connect" | "call" | "listen" | "beat" | "rest", ...}
Out, one line per answer:  {"id": n, "ok": true, "value": ...} or {"id": n, "ok": false, "error": {...}}
and one per event:         {"event": name, "args": [...], "at": ms since 1970}
Times are taken here, so that the driver's own load does not count. Run with the system's Python.
"""

import base64
import json
import sys
import time

from twisted.internet import defer, reactor, stdio, task
from twisted.protocols.basic import LineReceiver

from deluge.ui.client import Client


def now_ms():
    return time.time() * 1000


def plain(value):
    """A wire value as JSON can say it: bytes as {"base64": ...}, keys as text."""
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {k if isinstance(k, str) else json.dumps(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return repr(value)


class Driver(LineReceiver):
    delimiter = b"\n"
    MAX_LENGTH = 256 * 1024 * 1024

    def __init__(self):
        self.client = Client()
        self.heart = None
        self.beats = []

    def say(self, message):
        self.sendLine(json.dumps(message).encode())

    def lineReceived(self, line):
        message = json.loads(line)
        work = defer.maybeDeferred(getattr(self, "do_" + message["do"]), message)
        work.addCallbacks(
            lambda value: self.say({"id": message["id"], "ok": True, "value": plain(value)}),
            lambda failure: self.say({"id": message["id"], "ok": False, "error": self.describe(failure)}),
        )

    def connectionLost(self, reason):
        if reactor.running:
            reactor.stop()

    @staticmethod
    def describe(failure):
        error = failure.value
        args = [plain(arg) for arg in getattr(error, "args", ())]
        return {"name": type(error).__name__, "message": str(error), "args": args}

    def do_connect(self, message):
        self.client.set_disconnect_callback(lambda: self.say({"event": "disconnected", "args": [], "at": now_ms()}))
        return self.client.connect(message["host"], message["port"], message["username"], message["password"])

    def proxy(self, method):
        proxy = self.client
        for part in method.split("."):
            proxy = getattr(proxy, part)
        return proxy

    @defer.inlineCallbacks
    def do_call(self, message):
        proxy = self.proxy(message["method"])
        sent = now_ms()
        result = yield proxy(*message["args"])
        return {"result": result, "sentAt": sent, "answeredAt": now_ms()}

    @defer.inlineCallbacks
    def do_listen(self, message):
        for name in message["events"]:
            yield self.client.register_event_handler(name, self.hears(name))

    def hears(self, name):
        def handler(*args):
            self.say({"event": name, "args": plain(args), "at": now_ms()})

        return handler

    def do_beat(self, message):
        """Calls a method again and again, one call at a time, and keeps how long each answer took in ms."""
        self.beats = []
        proxy = self.proxy(message["method"])

        @defer.inlineCallbacks
        def beat():
            began = time.perf_counter()
            yield proxy(*message["args"])
            self.beats.append((time.perf_counter() - began) * 1000)

        self.heart = task.LoopingCall(beat)
        self.heart.start(message["everyMs"] / 1000)

    def do_rest(self, message):
        if self.heart and self.heart.running:
            self.heart.stop()
        return self.beats


stdio.StandardIO(Driver())
reactor.run(installSignalHandlers=False)
sys.exit(0)
