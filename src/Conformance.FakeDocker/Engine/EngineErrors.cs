using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// Every error answer of the engine with the status and the exact words of a real daemon (20.10.24, measured).
/// A name <c>asked</c> is what the client wrote; <c>id</c> is always the full id.
/// </summary>
internal static class EngineErrors
{
    public static DockerException NoSuchContainer(string asked) => Error(404, $"No such container: {asked}");

    public static DockerException AmbiguousPrefix(string asked) => Error(500, $"Multiple IDs found with provided prefix: {asked}");

    public static DockerException NameTaken(string name, string owner) => Error(
        409,
        $"Conflict. The container name \"/{name}\" is already in use by container \"{owner}\". "
        + "You have to remove (or rename) that container to be able to reuse that name.");

    public static DockerException InvalidName(string name) =>
        Error(400, $"Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");

    public static DockerException EmptyName() => Error(400, "Neither old nor new names may be empty");

    public static DockerException SameName() => Error(400, "Renaming a container with the same name as its current name");

    public static DockerException RenameFailed(DockerException cause) =>
        Error(cause.Status ?? 500, "Error when allocating new name: " + cause.Message);

    public static DockerException MarkedForRemoval() => Error(409, "container is marked for removal and cannot be started");

    public static DockerException StartOfPaused() => Error(409, "cannot start a paused container, try unpause instead");

    public static DockerException CannotMount(string source, string destination) => CannotInit(
        $"error mounting \"{source}\" to rootfs at \"{destination}\": stat {source}: no such file or directory");

    public static DockerException CannotLimit(string id, long quota) => CannotInit(
        $"error setting cgroup config for procHooks process: failed to write \"{quota}\": write /sys/fs/cgroup/cpu/docker/{id}/cpu.cfs_quota_us: invalid argument");

    private static DockerException CannotInit(string why) => Internal(
        $"failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: {why}: unknown");

    public static DockerException NotRunning(string id) => Error(409, $"Container {id} is not running");

    public static DockerException AlreadyPaused(string id) => Error(409, $"Container {id} is already paused");

    public static DockerException IsRestarting(string id) =>
        Error(409, $"Container {id} is restarting, wait until the container is running");

    public static DockerException NotPaused(string id) => Error(500, $"Container {id} is not paused");

    public static DockerException InvalidSignal(string signal) => Error(400, $"Invalid signal: {signal}");

    public static DockerException UnsupportedSignal(int signal) => Error(500, $"The linux daemon does not support signal {signal}");

    public static DockerException CannotKill(string asked, DockerException cause) =>
        Error(cause.Status ?? 500, $"Cannot kill container: {asked}: {cause.Message}");

    public static DockerException RemoveOfRunning(string state, string id) => Error(
        409,
        $"You cannot remove a {state} container {id}. {(state == "paused" ? "Unpause and then stop" : "Stop")} "
        + "the container before attempting removal or force remove");

    public static DockerException RemovalInProgress(string asked) =>
        Error(409, $"removal of container {asked} is already in progress");

    public static DockerException NoStream() => Error(400, "Bad parameters: you must choose at least one stream");

    public static DockerException UnreadableLogDriver() => Error(501, "configured logging driver does not support reading");

    public static DockerException InvalidFilter(string filter) => Error(400, $"Invalid filter '{filter}'");

    public static DockerException SinceAfterUntil(long since, long until) =>
        Error(400, $"`since` time ({since}) cannot be after `until` time ({until})");

    public static DockerException NoSuchImage(string reference) => Error(404, $"No such image: {reference}");

    public static DockerException NoSuchImageToInspect(string asked, string normalised) =>
        Error(404, $"no such image: {asked}: No such image: {normalised}");

    public static DockerException NoSuchUser(string name) => Internal($"unable to find user {name}: no matching entries in passwd file");

    public static DockerException IsPausedForExec(string asked) => Conflict($"Container {asked} is paused, unpause the container before exec");

    public static DockerException NoSuchExec(string id) => Error(404, $"No such exec instance: {id}");

    public static DockerException NoSuchNetwork(string asked) => Error(404, $"network {asked} not found");

    public static DockerException NoSuchVolume(string name) => Error(404, $"get {name}: no such volume");

    public static DockerException Bad(string message) => Error(400, message);

    public static DockerException Conflict(string message) => Error(409, message);

    public static DockerException Internal(string message) => Error(500, message);

    public static DockerException Error(int status, string message) => DockerException.Answered(status, message);
}
