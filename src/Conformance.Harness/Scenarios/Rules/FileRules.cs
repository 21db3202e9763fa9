namespace Conformance.Harness.Scenarios;

/// <summary>What must fit in a file to fetch.</summary>
internal sealed class FileRules(Scenario scenario, Places places, Problems problems)
{
    private static readonly string[] Archives = [".tar", ".tgz", ".tar.gz", ".zip"];

    /// <summary>Whether a URI is taken as it is.</summary>
    public static bool IsUri(string text) => text.AsSpan().IndexOfAny("/:\\") >= 0;

    /// <summary>Notes what does not fit in a file.</summary>
    public void Check(FileSettings file)
    {
        if (file.Name is "" or "." or ".." or "stdout" or "stderr" || IsUri(file.Name) || file.Name.AsSpan().IndexOfAny(" '") >= 0)
            problems.Add(places.Of(file), $"'{file.Name}' as the name of a file", "a file name without / : \\ ' and blanks, other than stdout and stderr");
        if (file.Content is null == file.Entries is null)
            problems.Add(places.Of(file), file.Content is null ? "a file without content" : "a file with content and entries", "exactly one of content, entries");
        if (file.Entries is not null && !Array.Exists(Archives, ending => file.Name.EndsWith(ending, StringComparison.Ordinal)))
            problems.Add(places.Of(file, "entries"), $"entries of '{file.Name}', which is no archive by its name", "a name that ends in " + string.Join(", ", Archives));
        if (file.Http is not { } http)
            return;
        if (http.Status is < 200 or > 599)
            problems.Add(places.Of(http, "status"), $"{http.Status} is not the status of an answer", "200 to 599");
        if (http.Hang && (http.Cut || http.Delay > TimeSpan.Zero || http.Status != 200))
            problems.Add(places.Of(http, "hang"), "a server that never answers, and how it answers", "hang alone");
    }

    /// <summary>Notes what does not fit in the URIs of a launch.</summary>
    public void Check(LaunchStep launch)
    {
        foreach (var uri in launch.Uris)
        {
            if (!IsUri(uri.Uri) && !scenario.Files.Any(file => file.Name == uri.Uri))
                problems.Add(places.Of(uri, "uri"), $"unknown file '{uri.Uri}'", "a file of this scenario, or a URI with / or :", uri.Uri, scenario.Files.Select(file => file.Name));
        }
    }
}
