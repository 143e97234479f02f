"""A stand-in for a Deluge 1.3.15 daemon, made from what that version's source does: 1.3 itself needs Python 2.

Run with the system's Python and one JSON object: {"cert", "key": files, "torrents": [[id, name], ...], "cut": bytes in
one write, 0 = all at once}. Says on stdout, one JSON object a line: {"port"}, then {"met": version of TLS} for every
connection and {"method", "args", "kwargs"} for every call. Ends when stdin ends.
"""

import asyncio
import base64
import hashlib
import json
import os
import re
import ssl
import sys
import traceback
import zlib

import rencode

options = json.loads(sys.argv[1])
accounts = {"admin": ("adminpass", 10), "normal": ("normalpass", 5), "reader": ("readerpass", 1), "none": ("nonepass", 0)}
torrents, peers, methods = {}, [], {}
names = ("BadLoginError", "NotAuthorizedError", "InvalidTorrentError")
BadLoginError, NotAuthorizedError, InvalidTorrentError = (type(name, (Exception,), {}) for name in names)


class Peer:
    buffer, level, interest = b"", 0, ()

    async def serve(self, reader, writer):
        self.writer = writer
        peers.append(self)
        say(met=writer.get_extra_info("ssl_object").version())
        try:
            # What one TLS record holds: 1.3 looks at its buffer after each.
            while data := await reader.read(16384):
                self.take(self.buffer + data)
        except OSError:
            pass
        peers.remove(self)
        writer.close()

    def take(self, data):
        self.buffer = b""
        while data:
            stream = zlib.decompressobj()
            try:
                calls = rencode.loads(stream.decompress(data), decode_utf8=True)
            except Exception:  # Cut off, or no message at all: kept, for whatever comes next.
                self.buffer = data
                return
            data = stream.unused_data
            self.send(*[answer for call in calls if (answer := self.answer(*call))])

    def answer(self, number, method, args, kwargs):
        say(method=method, args=args, kwargs=kwargs)
        try:
            return (1, number, self.result(method, args, kwargs))
        except NotImplementedError:
            return None
        except Exception as error:
            said = error.args[0] if len(error.args) == 1 else ""
            return (2, number, (type(error).__name__, said, "".join(traceback.format_tb(error.__traceback__))))

    def result(self, method, args, kwargs):
        if method == "daemon.login":
            self.level = login(*args, **kwargs)
            return self.level
        if method == "daemon.set_event_interest":
            self.interest = (*self.interest, *args[0])
            return True
        if method not in methods:
            raise NotImplementedError
        if self.level < 5:
            raise NotAuthorizedError("Auth level too low: %s < 5" % self.level)
        return methods[method](*args, **kwargs)

    def send(self, *messages):
        data = b"".join(zlib.compress(rencode.dumps(message)) for message in messages)
        size = options["cut"] or len(data) or 1
        for start in range(0, len(data), size):
            self.writer.write(data[start : start + size])


def say(**facts):
    print(json.dumps(facts), flush=True)


def emit(name, *args):
    for peer in peers:
        if name in peer.interest:
            peer.send((3, name, args))


def login(username, password):
    if username not in accounts:
        raise BadLoginError("Username does not exist")
    if accounts[username][0] != password:
        raise BadLoginError("Password does not match")
    return accounts[username][1]


def insert(torrent_id, name, state):
    status = {"state": state, "message": "OK", "progress": 0.0, "queue": len(torrents), "eta": 0, "ratio": -1.0}
    place = {"save_path": "/srv/old", "is_auto_managed": True, "private": False, "time_added": 1400000000.5}
    sizes = {"total_size": 1000, "total_wanted": 900, "total_done": 400, "num_files": 1, "num_pieces": 7}
    swarm = {"num_seeds": 1, "total_seeds": -1, "num_peers": 0, "total_peers": 3, "tracker_host": "example.org"}
    files = {"files": [{"index": 0, "path": name, "size": 1000, "offset": 0}]}
    known = {**status, **place, **sizes, **swarm, **files, "tracker_status": "example.org: Announce OK"}
    torrents[torrent_id] = {"name": name, **known}


def change(state, *events):
    def method(torrent_ids):
        for one in torrent_ids:
            torrents[one]["state"] = state
            emit("TorrentStateChangedEvent", one, state)
            for name in events:
                emit(name, one)

    return method


def status_of(torrent_id, keys, diff=False):
    return {key: value for key, value in torrents.get(torrent_id, {}).items() if key in keys or not keys}


def add(filename, filedump, options):
    data = base64.b64decode(filedump)
    # The last key of the tests' torrents, so that it goes on to the end of the file.
    info, name = data.partition(b"4:info")[2][:-1], re.search(rb"4:name(\d+):", data)
    torrent_id = hashlib.sha1(info).hexdigest()
    if not name or torrent_id in torrents:
        return None
    insert(torrent_id, data[name.end() :][: int(name[1])].decode(), "Paused" if options["add_paused"] else "Downloading")
    emit("TorrentAddedEvent", torrent_id)
    return torrent_id


def remove(torrent_id, remove_data):
    if torrent_id not in torrents:
        raise InvalidTorrentError("torrent_id not in session")
    del torrents[torrent_id]
    emit("TorrentRemovedEvent", torrent_id)
    return True


def rename_files(torrent_id, filenames):
    for index, name in filenames:
        torrents[torrent_id]["files"] = [{"index": 0, "path": name, "size": 1000, "offset": 0}]
        torrents[torrent_id]["name"] = name
        emit("TorrentFileRenamedEvent", torrent_id, index, name)


methods = {
    "daemon.info": lambda: "1.3.15",
    "core.get_session_state": lambda: list(torrents),
    "core.get_torrent_status": status_of,
    "core.get_torrents_status": lambda wanted, keys, diff=False: {one: status_of(one, keys) for one in wanted["id"]},
    "core.get_free_space": lambda path=None: 5_000_000_000_000,
    "core.get_config_values": lambda keys: {key: "/srv/old" for key in keys if key == "download_location"},
    "core.pause_torrent": change("Paused"),
    "core.resume_torrent": change("Downloading", "TorrentResumedEvent"),
    "core.force_recheck": change("Checking"),
    "core.add_torrent_file": add,
    "core.remove_torrent": remove,
    "core.rename_files": rename_files,
}


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options["cert"], options["key"])
    for torrent_id, name in options["torrents"]:
        insert(torrent_id, name, "Downloading")
    server = await asyncio.start_server(lambda *streams: Peer().serve(*streams), "127.0.0.1", 0, ssl=context)
    say(port=server.sockets[0].getsockname()[1])
    await asyncio.to_thread(sys.stdin.read)
    os._exit(0)


asyncio.run(main())
