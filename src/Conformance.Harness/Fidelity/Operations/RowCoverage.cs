namespace Conformance.Harness.Fidelity;

/// <summary>Answers that the files of rows must reach.</summary>
internal static class RowCoverage
{
    /// <summary>Those of a file, such as <c>images</c>; none of a file that is about no operation of its own.</summary>
    public static IEnumerable<CoverageRow> Of(string file) => file switch
    {
        "images" =>
        [
            .. ContainerRows.Of("image.inspect", [(200, ""), (404, "no such image: nope: No such image: nope:latest"), (400, "no such image: X: invalid reference format: repository name must be lowercase")]),
            .. ContainerRows.Of("image.remove", [(200, ""), (404, "No such image: nope:latest"),
                (409, "conflict: unable to remove repository reference \"*\" (must force) - container * is using its referenced image *"),
                (409, "conflict: unable to delete * (must be forced) - image is referenced in multiple repositories"),
                (409, "conflict: unable to delete * (must be forced) - image is being used by stopped container *")]),
            .. ContainerRows.Of("image.tag", [(201, ""), (404, "No such image: nope:latest"), (500, "invalid tag format"), (500, "invalid reference format*")]),
            .. ContainerRows.Of("image.history", [(200, ""), (404, "No such image: nope:latest")]),
            .. ContainerRows.Of("image.save", [(404, "*")]),
            .. ContainerRows.Of("image.load", [(200, "")]),
            .. ContainerRows.Of("container.commit", [(201, ""), (404, "No such container: nope")]),
        ],
        "networks" =>
        [
            .. ContainerRows.Of("network.create", [(201, ""), (409, "network with name * already exists"), (403, "operation is not permitted on predefined host network "), (404, "plugin \"nope\" not found"), (500, "invalid name: "),
                (403, "only one instance of \"null\" network is allowed")]),
            .. ContainerRows.Of("network.remove", [(204, ""), (404, "network nope not found"), (403, "host is a pre-defined network and cannot be removed"), (403, "error while removing network: network * id * has active endpoints")]),
            .. ContainerRows.Of("network.connect", [(200, ""), (404, "No such container: nope"),
                (400, "container sharing network namespace with another container or host cannot be connected to any other network")]),
            .. ContainerRows.Of("network.disconnect", [(200, ""), (404, "No such container: nope"), (500, "container * is not connected to the network *")]),
        ],
        "volumes" =>
        [
            .. ContainerRows.Of("volume.create", [(201, ""), (400, "create q!: * includes invalid characters for a local volume name, *"), (404, "create *: error looking up volume plugin nope: plugin \"nope\" not found")]),
            .. ContainerRows.Of("volume.inspect", [(200, ""), (404, "get nope: no such volume")]),
            .. ContainerRows.Of("volume.remove", [(204, ""), (404, "get nope: no such volume"), (409, "remove *: volume is in use - [*]")]),
        ],
        "execs" =>
        [
            .. ContainerRows.Of("container.exec", [(201, ""), (409, "Container * is not running"), (409, "Container * is paused, unpause the container before exec"), (409, "Container * is restarting, wait until the container is running"), (400, "No exec command specified")]),
            .. ContainerRows.Of("exec.start", [(200, ""), (404, "No such exec instance: nope"), (409, "Error: Exec command * is already running"), (409, "Error: Exec command * has already run")]),
            .. ContainerRows.Of("exec.resize", [(404, "No such exec instance: nope"), (404, "no such exec"), (200, ""), (400, "*")]),
            .. ContainerRows.Of("exec.inspect", [(200, ""), (404, "No such exec instance: nope")]),
            .. ContainerRows.Of("container.resize", [(200, ""), (409, "Container * is not running"), (400, "*")]),
        ],
        "archives" =>
        [
            .. ContainerRows.Of("container.copy-out", [(200, ""), (404, "Could not find the file /nope in container *"), (400, "*")]),
            .. ContainerRows.Of("container.copy-in", [(200, ""), (404, "*"), (500, "extraction point is not a directory"), (500, "Error processing tar file(exit status 1): unexpected EOF")]),
        ],
        "system" =>
        [
            .. ContainerRows.Of("system.login", [(500, "*")]),
            .. ContainerRows.Of(ApiCall.NoOperation, [(404, "page not found"), (503, "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.")]),
            .. ContainerRows.Of("plugin.list", [(200, "")]),
            .. ContainerRows.Of("plugin.inspect", [(404, "plugin \"x\" not found")]),
        ],
        "health" =>
        [
            .. ContainerRows.Of("container.create", [(400, "Interval in Healthcheck cannot be less than 1ms"), (400, "Timeout in Healthcheck cannot be less than 1ms"),
                (400, "StartPeriod in Healthcheck cannot be less than 1ms"), (400, "Retries in Healthcheck cannot be negative")]),
            .. ContainerRows.Of("container.list", [(400, "Unrecognised filter value for health: *")]),
        ],
        "mounts" =>
        [
            .. ContainerRows.Of("container.create", [(400, "invalid mount config for type \"bind\": field Source must not be empty"), (400, "invalid mount config for type \"bogus\": mount type unknown"),
                (400, "invalid mount config for type \"tmpfs\": field BindOptions must not be specified"), (400, "Conflicting options: Nano CPUs and CPU Period cannot both be set")]),
            .. ContainerRows.Of("container.start", [(500, "* failed to write \"999\": *")]),
            .. ContainerRows.Of("container.update", [(409, "Cannot update container *: Conflicting options: CPU Period cannot be updated as NanoCPUs has already been set"),
                (409, "Cannot update container *: Conflicting options: Nano CPUs cannot be updated as CPU Period has already been set")]),
        ],
        _ => [],
    };
}
