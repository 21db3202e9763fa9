namespace Conformance.Harness.Fidelity;

/// <summary>Answers of a container's operations that sequences must reach.</summary>
internal static class ContainerRows
{
    private const string NotRunning = "Container * is not running";
    private const string Taken = "Conflict. The container name \"/*\" is already in use by container \"*\". You have to remove (or rename) that container to be able to reuse that name.";
    private const string BadName = "Invalid container name (*), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed";
    private const string None = "No such container: *";

    /// <summary>All of them.</summary>
    public static IEnumerable<CoverageRow> All =>
    [
        .. Of("container.create", [(201, ""), (400, "Config cannot be empty in order to create a container"), (400, "No command specified"), (404, "No such image: nosuch:latest"), (404, "No such image: nosuch:tag"),
            (404, "No such image: nosuch@sha256:*"), (409, Taken), (400, BadName), (400, "invalid reference format: repository name must be lowercase"),
            (400, "Minimum memory limit allowed is 6MB"), (400, "Minimum memoryswap limit should be larger than memory limit, see usage"), (400, "invalid environment variable: =x"),
            (400, "invalid restart policy 'bogus'"), (400, "maximum retry count cannot be used with restart policy 'always'"), (400, "can't create 'AutoRemove' container with restart policy"),
            (400, "Duplicate mount point: /x"), (500, "invalid mode: badmode"), (500, "invalid volume specification: 'rel:mnt': * mount path must be absolute"),
            (500, "invalid volume specification: '/usr:/': *: invalid specification: destination can't be '/'"), (400, "invalid mount config for type \"bind\": bind source path does not exist: /no/such/p"),
            (400, "the working directory 'rel' is invalid, it needs to be an absolute path"), (400, "Invalid signal: BAD"), (400, "error looking up logging plugin bogus: plugin \"bogus\" not found"),
            (400, "invalid port specification: \"99999\""), (400, "No such container: nosuch"), (500, "unexpected EOF"), (500, "invalid character *")]),
        .. Of("container.start", [(204, ""), (304, ""), (404, None), (400, "*executable file not found in $PATH: unknown"), (400, "*stat /no/such: no such file or directory: unknown"), (400, "*permission denied: unknown"),
            (404, "network nosuch not found"), (500, "unable to find user nobody-here: no matching entries in passwd file"), (409, "cannot start a paused container, try unpause instead"), (409, "container is marked for removal and cannot be started"),
            (400, "starting container with non-empty request body was deprecated since API v1.22 and removed in v1.24")]),
        .. Of("container.stop", [(204, ""), (304, ""), (404, None), (500, "strconv.Atoi: parsing \"x\": invalid syntax")]),
        .. Of("container.restart", [(204, ""), (404, None)]),
        .. Of("container.kill", [(204, ""), (404, "Cannot kill container: nosuch: No such container: nosuch"), (409, "Cannot kill container: *: Container * is not running"), (400, "Invalid signal: BOGUS"), (400, "Invalid signal: 0"),
            (500, "Cannot kill container: *: The linux daemon does not support signal 999"), (500, "Cannot kill container: a: Multiple IDs found with provided prefix: a")]),
        .. Of("container.pause", [(204, ""), (404, None), (409, "Container * is already paused"), (409, NotRunning)]),
        .. Of("container.unpause", [(204, ""), (404, None), (500, "Container * is not paused")]),
        .. Of("container.rename", [(204, ""), (404, None), (409, "Error when allocating new name: " + Taken), (400, "Error when allocating new name: " + BadName), (400, "Neither old nor new names may be empty"), (400, "Renaming a container with the same name as its current name")]),
        .. Of("container.remove", [(204, ""), (404, None), (409, "You cannot remove a running container * Stop the container before attempting removal or force remove"), (409, "You cannot remove a paused container *"),
            (409, "You cannot remove a restarting container * Stop the container before attempting removal or force remove"), (409, "removal of container * is already in progress")]),
        .. Of("container.inspect", [(200, ""), (404, None), (500, "Multiple IDs found with provided prefix: a")]),
        .. Of("container.list", [(200, ""), (400, "Invalid filter 'bogus'"), (400, "Invalid filter 'status=bogus'"), (500, "*")]),
        .. Of("container.top", [(200, ""), (404, None), (409, NotRunning), (409, "Container * is restarting, wait until the container is running"), (500, "*")]),
        .. Of("container.stats", [(200, ""), (404, None)]),
        .. Of("container.update", [(200, ""), (404, None), (400, "invalid restart policy 'bogus'"), (400, "Minimum memory limit allowed is 6MB"), (400, "maximum retry count cannot be used with restart policy 'no'"),
            (409, "Cannot update container *: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time")]),
        .. Of("container.prune", [(200, "")]),
    ];

    /// <summary>Rows of one operation.</summary>
    public static IEnumerable<CoverageRow> Of(string operation, IEnumerable<(int Status, string Message)> answers) =>
        answers.Select(answer => new CoverageRow(operation, answer.Status, answer.Message));
}
