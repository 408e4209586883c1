using System;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PlatformGuard.Core.Reports;

/// <summary>How all our JSON reports are laid out.</summary>
internal static class JsonFormat
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, Action<Utf8JsonWriter> content)
    {
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            content(writer);
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes the text, or null.</summary>
    public static void WriteStringOrNull(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is null)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, value);
        }
    }
}
