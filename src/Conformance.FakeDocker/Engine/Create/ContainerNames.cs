namespace Conformance.FakeDocker;

/// <summary>Names of containers: which are allowed, and how one is taken.</summary>
internal static class ContainerNames
{
    private const int GeneratedTries = 6;

    /// <summary>Takes the name asked for, or a made-up one, for an id. Throws the daemon's 400 or 409.</summary>
    public static string Reserve(EngineCore core, string? asked, string id)
    {
        if (string.IsNullOrEmpty(asked))
            return ReserveGenerated(core, id);
        var name = asked[0] == '/' ? asked[1..] : asked;
        if (!IsAllowed(name))
            throw EngineErrors.InvalidName(asked);
        if (!core.Containers.TryReserve(name, id, out var owner))
            throw EngineErrors.NameTaken(name, owner);
        return name;
    }

    private static string ReserveGenerated(EngineCore core, string id)
    {
        for (var attempt = 0; attempt < GeneratedTries; attempt++)
        {
            var name = NameGenerator.Next(core.World.Random.Next, attempt);
            if (core.Containers.TryReserve(name, id, out _))
                return name;
        }

        core.Containers.TryReserve(id[..12], id, out _);
        return id[..12];
    }

    /// <summary>At least two characters: a letter or digit, then letters, digits and <c>_.-</c>.</summary>
    private static bool IsAllowed(string name)
    {
        if (name.Length < 2 || !char.IsAsciiLetterOrDigit(name[0]))
            return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.' or '-'))
                return false;
        }

        return true;
    }
}
