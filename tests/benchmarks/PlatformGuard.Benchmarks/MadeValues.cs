using System;
using System.Security.Cryptography;
using System.Text;

namespace PlatformGuard.Benchmarks;

/// <summary>Random values of the forms that issuers document. The same seed gives the same tokens; keys are new in every run.</summary>
internal sealed class MadeValues(int seed)
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly Random random = new(seed);

    public int Next(int below) => random.Next(below);

    public string Of(string alphabet, int length) => string.Create(length, (random, alphabet), static (span, state) =>
    {
        foreach (ref var c in span)
        {
            c = state.alphabet[state.random.Next(state.alphabet.Length)];
        }
    });

    public string Letters(int length) => Of(Base62, length);

    public string Digits(int length) => Of("123456789", 1) + Of("0123456789", length - 1);

    public string Hex(int length) => Of("0123456789abcdef", length);

    public string Base64(int bytes)
    {
        var content = new byte[bytes];
        random.NextBytes(content);
        return Convert.ToBase64String(content);
    }

    public string Guid()
    {
        var content = new byte[16];
        random.NextBytes(content);
        return new Guid(content).ToString();
    }

    /// <summary>Random text and the six characters of its CRC-32 in base62, as GitHub and npm document.</summary>
    public string WithChecksum(int length)
    {
        var body = Letters(length);
        return body + Checksum(body);
    }

    public string WithWrongChecksum(int length)
    {
        var body = Letters(length);
        return body + Checksum(body + "x");
    }

    public static string PrivateKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static string PublicKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>A JSON Web Token signed with a random key, without <c>exp</c>.</summary>
    public string SignedToken()
    {
        var text = Url("""{"alg":"HS256","typ":"JWT"}"""u8) + "." + Url(Encoding.UTF8.GetBytes($$"""{"sub":"{{Letters(12)}}","iat":1700000000}"""));
        return text + "." + Url(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Letters(32)), Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>The JSON of a 1Password service account in base64, whose last byte stands alone, as secretlint expects it.</summary>
    public string ServiceAccount()
    {
        var text = $$"""{"signInAddress":"example.1password.com","userAuth":{"method":"SRPg-4096","alg":"PBES2g-HS256"},"deviceUuid":"{{Letters(26)}}","secretKey":"A3-{{Letters(30)}}","email":"{{Letters(10)}}""";
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(text + Letters((4 - ((text.Length + 2) % 3)) % 3) + "\"}"));
    }

    private static string Url(ReadOnlySpan<byte> content) => Convert.ToBase64String(content).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Checksum(string body)
    {
        var rest = Crc32(body);
        var digits = new char[6];
        for (var at = 5; at >= 0; at--)
        {
            digits[at] = Base62[(int)(rest % 62)];
            rest /= 62;
        }

        return new string(digits);
    }

    private static uint Crc32(string text)
    {
        var crc = uint.MaxValue;
        foreach (var c in text)
        {
            crc ^= c;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb8_8320u : crc >> 1;
            }
        }

        return ~crc;
    }
}
