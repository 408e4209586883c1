using System.Net;
using System.Text;

namespace PlatformGuard.Core.Reports.Html;

/// <summary>Writes HTML in which text can never become markup.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder html = new();

    /// <summary>Adds our own markup as it is.</summary>
    public HtmlWriter Raw(string markup)
    {
        html.Append(markup);
        return this;
    }

    /// <summary>Adds text.</summary>
    public HtmlWriter Text(string text)
    {
        html.Append(Encoded(text));
        return this;
    }

    /// <summary>Adds an element that holds only text.</summary>
    public HtmlWriter Element(string tag, string text, string attributes = "")
    {
        html.Append('<').Append(tag).Append(attributes.Length == 0 ? "" : " ").Append(attributes).Append('>').Append(Encoded(text)).Append("</").Append(tag).Append('>');
        return this;
    }

    /// <summary>Adds a link, or the text alone when there is no address.</summary>
    public HtmlWriter Link(string? address, string text, string tag = "span", string attributes = "") =>
        string.IsNullOrEmpty(address) ? Element(tag, text, attributes) : Element("a", text, $"href=\"{Encoded(address)}\"{(attributes.Length == 0 ? "" : " " + attributes)}");

    /// <summary>An attribute with a value of any text.</summary>
    public static string Attribute(string name, string value) => $"{name}=\"{Encoded(value)}\"";

    /// <inheritdoc/>
    public override string ToString() => html.ToString();

    private static string Encoded(string text) => WebUtility.HtmlEncode(XmlText.Clean(text));
}
