"""What a program that uses docker-py does in its life, one statement after the other. It prints what it was told, without ids and
times, so that it prints the same wherever the daemon behind DOCKER_HOST is a true one. The image "box" has to be there."""

import io
import re
import socket
import tarfile

import docker
from docker.errors import APIError, ContainerError, ImageNotFound, NotFound

IDS = re.compile(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b")


def tell(title, value=""):
    print(title, IDS.sub("ID", str(value)), flush=True)


def refused(title, act):
    """An act that ends in an error, and which one."""
    try:
        tell(title, act())
    except ContainerError as error:
        tell(title, f"ContainerError {error.exit_status} {error.stderr}")
    except APIError as error:
        tell(title, f"{type(error).__name__} {error.status_code} {error.explanation}")


def not_pulled(title, act):
    """How it is said that an image could not be pulled is the registry's, and each daemon has its own."""
    try:
        tell(title, act())
    except APIError:
        tell(title, "not pulled")


def archive(name, content):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def unpacked(pieces):
    with tarfile.open(fileobj=io.BytesIO(b"".join(pieces))) as tar:
        return [(entry.name, tar.extractfile(entry).read() if entry.isfile() else None) for entry in tar.getmembers()]


client = docker.from_env()
tell("ping", client.ping())
tell("version", client.version()["ApiVersion"])
tell("info", client.info()["Swarm"]["LocalNodeState"])

# Runs to the end.
tell("run", client.containers.run("box", ["echo", "hi"], remove=True))
tell("run with both streams", client.containers.run("box", ["sh", "-c", "echo out; sleep 0.3; echo err >&2"], remove=True, stderr=True))
tell("run of the image's command", client.containers.run("box", remove=True))
tell("run with variables", client.containers.run("box", "sh -c 'echo $A $PWD'", environment={"A": "1"}, working_dir="/tmp", remove=True))
refused("run that fails", lambda: client.containers.run("box", ["sh", "-c", "echo wrong >&2; exit 3"], remove=True))
refused("run of what is not there", lambda: client.containers.run("box", ["nosuch"], name="nosuch"))
not_pulled("run of no image", lambda: client.containers.run("127.0.0.1:1/none"))
tell("what failed", client.containers.get("nosuch").status)
client.containers.get("nosuch").remove()

# A container that stays.
web = client.containers.run("box", ["sh", "-c", "echo one; sleep 0.3; echo two >&2; sleep 100000"], name="web", detach=True, labels={"kind": "web"}, mem_limit="64m")
tell("detached", (web.name, web.status, web.image.tags, web.labels))
web.reload()
tell("reloaded", (web.status, web.attrs["State"]["Running"], web.attrs["HostConfig"]["Memory"]))
log = web.logs(stream=True, follow=True)
tell("followed", [next(log), next(log)])
log.close()
tell("log of one stream", web.logs(stdout=False))
tell("tail", web.logs(tail=1))
tell("listed", [found.name for found in client.containers.list(filters={"label": "kind=web"})])
refused("the name again", lambda: client.containers.create("box", name="web"))
refused("removed while it runs", web.remove)

# Commands in it.
tell("exec", web.exec_run(["sh", "-c", "echo in; exit 4"]))
tell("exec in halves", web.exec_run(["sh", "-c", "echo out; echo err >&2"], demux=True))
tell("exec as another", web.exec_run("id -u", user="65534", environment=["B=2"], workdir="/tmp"))
tell("exec as a stream", list(web.exec_run("echo piece", stream=True).output))
tell("exec of what is not there", web.exec_run("nosuch"))
_, talk = web.exec_run("cat", stdin=True, socket=True)
talk._sock.sendall(b"said\n")
talk._sock.shutdown(socket.SHUT_WR)
tell("exec that listens", talk.read(13)[8:])
talk.close()

# Files.
tell("put", web.put_archive("/tmp", archive("note", b"words\n")))
pieces, stat = web.get_archive("/tmp/note")
tell("stat", (stat["name"], stat["size"], stat["linkTarget"]))
tell("got", unpacked(pieces))
refused("no such file", lambda: web.get_archive("/nosuch"))
tell("changed", sorted(change["Path"] for change in web.diff()))
tell("read inside", web.exec_run("cat /tmp/note").output)

# States.
web.pause()
web.reload()
tell("paused", web.status)
refused("exec in a paused one", lambda: web.exec_run("true"))
web.unpause()
web.rename("site")
tell("updated", web.update(mem_limit="128m", memswap_limit="256m"))
tell("top", [row[-1] for row in web.top()["Processes"]][:1])
usage = web.stats(stream=False)
tell("stats", (usage["name"], usage["memory_stats"]["limit"], usage["pids_stats"]["current"] > 0))
web.restart(timeout=0)
web.kill()
tell("waited", web.wait())
refused("killed again", web.kill)
web.start()
web.stop(timeout=0)
web.reload()
tell("stopped", (web.name, web.status, web.attrs["State"]["ExitCode"], web.attrs["RestartCount"]))

# Attached.
made = client.containers.create("box", ["sh", "-c", "echo late; exit 5"], name="made")
stream = made.attach(stream=True)
made.start()
tell("attached", list(stream))
tell("its end", made.wait()["StatusCode"])
spoken = client.containers.create("box", ["cat"], name="spoken", stdin_open=True)
words = spoken.attach_socket(params={"stdin": 1, "stdout": 1, "stream": 1})
spoken.start()
words._sock.sendall(b"to and fro\n")
tell("answered", words.read(19)[8:])
words.close()
spoken.kill()

# Images.
tell("images", [image.tags for image in client.images.list("box")])
tell("tagged", client.images.get("box").tag("other", tag="1"))
tell("tags", sorted(client.images.get("box").tags))
tell("history", len(client.images.get("other:1").history()) > 0)
client.images.remove("other:1")
refused("no image", lambda: client.images.get("other:1"))
refused("no image to remove", lambda: client.images.remove("other:1"))
not_pulled("pulled from nowhere", lambda: client.images.pull("127.0.0.1:1/none", tag="1"))
saved = b"".join(client.images.get("box").save(named=True))
tell("loaded", [image.tags for image in client.images.load(saved)])
kept = made.commit(repository="kept", tag="1", changes='CMD ["echo", "kept"]')
tell("committed", (kept.tags, kept.attrs["Config"]["Cmd"]))
tell("run of it", client.containers.run("kept:1", remove=True))
refused("an image in use", lambda: (client.containers.create("kept:1", name="user"), client.images.remove("kept:1")))

# Networks and volumes.
net = client.networks.create("py-net", driver="bridge", labels={"kind": "net"})
client.networks.get("py-net").connect("made")
net.reload()
made.reload()
tell("networks", sorted(made.attrs["NetworkSettings"]["Networks"]))
net.disconnect("made")
tell("named networks", [found.name for found in client.networks.list(names=["py-net"])])
net.remove()
refused("no network", lambda: client.networks.get("py-net"))
volume = client.volumes.create("py-data", labels={"kind": "data"})
tell("volumes", [found.name for found in client.volumes.list(filters={"label": "kind=data"})])
tell("written", client.containers.run("box", ["sh", "-c", "echo kept > /d/file"], volumes={"py-data": {"bind": "/d", "mode": "rw"}}, remove=True))
tell("read", client.containers.run("box", ["cat", "/d/file"], volumes={"py-data": {"bind": "/d", "mode": "ro"}}, remove=True))
user = client.containers.create("box", name="holder", volumes={"py-data": {"bind": "/d", "mode": "rw"}})
refused("a volume in use", volume.remove)
user.remove(v=True)
volume.remove()
refused("no volume", lambda: client.volumes.get("py-data"))

# Events, of the past and as they come.
watched = client.containers.create("box", ["false"], name="watched")
events = client.events(decode=True, filters={"container": "watched", "type": "container"})
watched.start()
seen = [next(events) for _ in range(2)]
tell("events", [(event["Action"], event["Actor"]["Attributes"].get("exitCode")) for event in seen])
events.close()

# The end.
tell("pruned", len(client.containers.prune(filters={"label": "kind=web"})["ContainersDeleted"]))
for container in client.containers.list(all=True):
    container.remove(force=True, v=True)
client.images.remove("kept:1")
refused("no container", lambda: client.containers.get("site"))
tell("left", ([found.name for found in client.containers.list(all=True)], NotFound.__name__, ImageNotFound.__name__))
client.close()
