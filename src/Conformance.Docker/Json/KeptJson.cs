using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Conformance.Docker;

/// <summary>
/// JSON of values that are asked for often and told again, the same ones, until something in them is different. Such a value is never
/// changed, only replaced by another: its JSON is made once and lives as long as the value itself.
/// </summary>
internal static class KeptJson<T>
    where T : class
{
    private static readonly ConditionalWeakTable<T, byte[]> Written = [];

    /// <summary>As <see cref="EngineJson.WriteLine"/>. Nobody may change the bytes.</summary>
    public static byte[] Line(T value, JsonTypeInfo<T> type) =>
        Written.TryGetValue(value, out var line) ? line : Written.GetValue(value, unwritten => EngineJson.WriteLine(unwritten, type));

    /// <summary>An array of them.</summary>
    public static byte[] Line(IReadOnlyList<T> values, JsonTypeInfo<T> type)
    {
        using var buffer = new RentedBuffer(EngineJson.UsualLength);
        for (var index = 0; index < values.Count; index++)
        {
            buffer.Write(index == 0 ? "["u8 : ","u8);
            buffer.Write(Line(values[index], type).AsSpan()[..^1]);
        }

        buffer.Write(values.Count == 0 ? "[]\n"u8 : "]\n"u8);
        return buffer.ToArray();
    }
}
