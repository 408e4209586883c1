using System;
using System.Linq;
using System.Text;

namespace PlatformGuard.Guidelines.Tests.Secrets;

/// <summary>Makes tokens while the test runs: right in form and checksum, live nowhere, and never written in full in this repository.</summary>
internal static class Made
{
    public const string Digits = "0123456789";
    public const string Hex = "0123456789abcdef";
    public const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    public const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    public const string Base62 = Digits + Letters;

    /// <summary>Random characters, the same in every run.</summary>
    public static string Body(int length, string alphabet = Base62, int seed = 7)
    {
        var random = new Random(seed);
        return new string([.. Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)])]);
    }

    public static string GitLabToken(int seed = 7) => "gl" + "pat-" + Body(20, seed: seed);

    public static string GitHubToken(string prefix = "ghp") => WithChecksum(prefix + "_", Body(30));

    public static string AwsKeyId() => "AK" + "IA" + "IZ" + Body(14, Base32);

    public static string SlackWebhook() => "https://hooks." + "slack.com/services/T" + Body(9, "ABCDEFGHJK0123456789") + "/B" + Body(9, "ABCDEFGHJK0123456789", 8) + "/" + Body(24);

    public static string PrivateKey(string label = "RSA PRIVATE", string lineEnd = "\n")
    {
        var body = string.Join(lineEnd, Enumerable.Range(0, 6).Select(i => Body(64, seed: i)));
        return "-----" + $"BEGIN {label} KEY-----{lineEnd}{body}{lineEnd}-----" + $"END {label} KEY-----";
    }

    public static string Jwt(string header, string payload) => Base64Url(header) + "." + Base64Url(payload) + "." + Body(43);

    public static string Base64Of(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Appends the CRC-32 of the body in base62, six digits.</summary>
    public static string WithChecksum(string prefix, string body)
    {
        var crc = 0xffffffffu;
        foreach (var c in body)
        {
            crc ^= c;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
            }
        }

        var checksum = new char[6];
        var rest = ~crc;
        for (var i = 5; i >= 0; i--)
        {
            checksum[i] = Base62[(int)(rest % 62)];
            rest /= 62;
        }

        return prefix + body + new string(checksum);
    }

    private static string Base64Url(string text) => Base64Of(text).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
