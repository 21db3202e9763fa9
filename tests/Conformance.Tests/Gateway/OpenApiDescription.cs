using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.Validation;
using YamlDotNet.Serialization;

namespace Conformance.Tests.Gateway;

/// <summary>
/// The description of the Engine API as Docker publishes it, from the file that <c>CONFORMANCE_OPENAPI</c> names or from
/// <c>reference/docker-api-v1.41.yaml</c> in a folder beside the repository. Lists, objects and numbers may
/// be null everywhere and a word of a choice be empty, as Go writes what was not said; all else must be as described.
/// </summary>
internal sealed class OpenApiDescription
{
    public const string Variable = "CONFORMANCE_OPENAPI";
    private const string FileName = "docker-api-v1.41.yaml";
    private static readonly string[] Untold = ["example", "default", "format", "description", "title", "x-go-name", "x-nullable", "discriminator"];
    private readonly Dictionary<string, JsonSchema> schemas = [];
    private readonly JsonObject root;

    private OpenApiDescription(JsonObject root) => this.root = root;

    /// <summary>The description; ignores the test where there is none.</summary>
    public static OpenApiDescription Require()
    {
        var named = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;
        if ((named ?? FindBeside()) is { } found && File.Exists(found))
            return Read(found);
        Assert.Ignore(named is null ? $"{Variable} names no description of the Engine API, and there is no reference/{FileName} in a folder beside the repository" : $"{Variable}: there is no {named}");
        throw new InvalidOperationException();
    }

    private static string? FindBeside() => Path.GetDirectoryName(Repository.Root) is { } parent
        ? Directory.EnumerateDirectories(parent).Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "reference", FileName)).FirstOrDefault(File.Exists)
        : null;

    /// <summary>Method and path of each operation, such as <c>GET /containers/{id}/json</c>, with its id.</summary>
    public IReadOnlyList<(string Method, string Path, string Id)> Operations =>
        [.. from path in root["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            where method.Value is JsonObject described && described["operationId"] is not null
            select (method.Key.ToUpperInvariant(), path.Key, method.Value!["operationId"]!.GetValue<string>())];

    /// <summary>The path, as the description has it, of a request's path without version and query; null for one that is not described.</summary>
    public string? TemplateOf(string method, string path) => Operations
        .Where(operation => operation.Method == method && Regex.IsMatch(path, "^" + Regex.Replace(operation.Path, @"\{[^}]*\}", "[^/]+") + "$"))
        .OrderBy(operation => operation.Path.Count(character => character == '{'))
        .Select(operation => operation.Path)
        .FirstOrDefault();

    /// <summary>What is wrong with an answer; none for one that is as described. Refusals that are not described must have their usual form.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="template">Path as the description has it.</param>
    /// <param name="answer">The answer.</param>
    public async Task<IReadOnlyList<string>> Check(string method, string template, ApiAnswer answer)
    {
        var described = root["paths"]?[template]?[method.ToLowerInvariant()]?["responses"]?.AsObject();
        if (described is null)
            return [$"{method} {template} is not described"];
        var response = described[FormattableString.Invariant($"{answer.Status}")];
        if (response is null && answer.Status < 400)
            return [$"{method} {template}: status {answer.Status} is not described: {answer.Text}"];
        var schema = response is null ? new JsonObject { ["$ref"] = "#/definitions/ErrorResponse" } : response["schema"];
        if (schema is null || answer.Type?.StartsWith("application/json", StringComparison.Ordinal) != true)
            return [];
        var key = $"{method} {template} {(response is null ? "refused" : answer.Status)}";
        if (!schemas.TryGetValue(key, out var read))
        {
            // A reference at the top would hide the definitions beside it.
            var whole = new JsonObject { ["definitions"] = root["definitions"]!.DeepClone(), ["allOf"] = new JsonArray(schema.DeepClone()) };
            schemas[key] = read = await JsonSchema.FromJsonAsync(Adapt(whole)!.ToJsonString());
        }

        var found = read.Validate(answer.Text);
        return [.. found.SelectMany(Leaves).Select(error => $"{method} {template}: {error.Path}: {error.Kind}")];
    }

    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError { Errors: var inner } ? inner.SelectMany(schema => schema.Value).SelectMany(Leaves) : [error];

    private static OpenApiDescription Read(string path)
    {
        var graph = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(File.ReadAllText(path));
        return new OpenApiDescription(JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(graph!))!.AsObject());
    }

    private static JsonNode? Adapt(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(Adapt)]);
            case JsonObject schema:
                var adapted = new JsonObject();
                var isSchema = schema["type"] is JsonValue || schema["$ref"] is not null || schema["allOf"] is not null;
                foreach (var (key, value) in schema)
                {
                    if (!isSchema || !Untold.Contains(key))
                        adapted[key] = Adapt(value);
                }

                if (adapted["enum"] is JsonArray words)
                    words.Add("");
                if (schema["type"] is JsonValue type && (type.GetValue<string>() is "array" or "object" or "integer" || schema["x-nullable"] is not null))
                    adapted["type"] = new JsonArray(type.GetValue<string>(), "null");
                return adapted;
            default:
                return node?.DeepClone();
        }
    }
}
