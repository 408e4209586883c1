using System.Linq;
using PlatformGuard.Guidelines.Secrets;
using PlatformGuard.Guidelines.Secrets.Formats;

namespace PlatformGuard.Guidelines.Tests.Secrets;

public sealed class TokenTableTests
{
    public static TheoryData<int, string> Rows
    {
        get
        {
            var rows = new TheoryData<int, string>();
            for (var i = 0; i < TokenTable.All.Length; i++)
            {
                rows.Add(i, TokenTable.All[i].Kind);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Judge_TokenOfEveryForm_IsFoundAsItsKind(int row, string kind)
    {
        var token = Make(TokenTable.All[row]);

        var verdict = SecretClassifier.Judge("(" + token + ")", new SecretContext(SecretSlot.Text));

        Assert.Equal(new SecretVerdict(kind, 1, token.Length) { HasChecksum = TokenTable.All[row].HasChecksum }, verdict);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Judge_TokenCutShortOrMasked_StaysSilent(int row, string kind)
    {
        var format = TokenTable.All[row];
        var token = Make(format);
        var masked = format.Prefix + new string('x', token.Length - format.Prefix.Length);

        Assert.Null(SecretClassifier.Judge(token[..(format.Prefix.Length + 5)], new SecretContext(SecretSlot.Text)));
        Assert.True(SecretClassifier.Judge(masked, new SecretContext(SecretSlot.Text)) is null, kind);
    }

    [Fact]
    public void Prefix_OfEveryForm_CanBeTheBeginningOfAWord() => Assert.All(TokenTable.All, format => Assert.True(char.IsAsciiLetter(format.Prefix[0])));

    /// <summary>A token by its form: the least length of every part, with the checksum or structure its issuer asks for.</summary>
    private static string Make(TokenFormat format)
    {
        if (format.Prefix is "ghp_" or "gho_" or "ghu_" or "ghs_" or "ghr_" or "npm_")
        {
            return Made.WithChecksum(format.Prefix, Made.Body(30));
        }

        if (format.Prefix is "AKIA" or "ASIA" or "ABIA")
        {
            return format.Prefix + "IZ" + Made.Body(14, Made.Base32);
        }

        if (format.Prefix is "sk-proj-" or "sk-svcacct-" or "sk-admin-")
        {
            return format.Prefix + Made.Body(74) + "T3Blbk" + "FJ" + Made.Body(74, seed: 9);
        }

        var seed = 11;
        return format.Prefix + string.Concat(format.Parts.Select(part => part.Fixed ?? Made.Body(part.Least, Alphabet(part.Class), seed++)));
    }

    private static string Alphabet(char @class) => @class switch
    {
        'd' => Made.Digits,
        'h' or 'H' => Made.Hex,
        'l' => Made.Digits + "abcdefghijklmnopqrstuvwxyz",
        'u' => Made.Digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        'L' => Made.Letters,
        _ => Made.Base62,
    };
}
