using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

/// <summary>Each setting is shown as <c>line:column-line:column path = value</c>; the range is the value's, the name's when there is none.</summary>
public sealed class SettingReaderTests
{
    [Fact]
    public void DotEnv_AllForms_AreReadWithPositions() => AssertSettings(
        DotEnvReader.Read(".env", """
            # comment
            A=plain
            export B = "two words" # comment
            C='raw \n $X'
            D="line
            two\t\"x\""
            E=with#hash # comment
            F=
            G: yaml
            1X=no
            source_env ..
            H=`back
            quoted`
            declare -x I=i
            """.ReplaceLineEndings("\n")),
        """
        2:3-2:8 A = plain
        3:13-3:22 B = two words
        4:4-4:13 C = raw \n $X
        5:4-6:11 D = line⏎two→"x"
        7:3-7:12 E = with#hash
        8:3-8:3 F =
        9:4-9:8 G = yaml
        12:4-13:7 H = back⏎quoted
        14:14-14:15 I = i
        """);

    [Fact]
    public void DotEnv_ForgottenQuote_DoesNotSwallowTheNextSettings() => AssertSettings(
        DotEnvReader.Read(".env", "A=\"open\r\nSECRET=x\r\nB=2\r\n"),
        """
        1:3-1:8 A = "open
        2:8-2:9 SECRET = x
        3:3-3:4 B = 2
        """);

    [Fact]
    public void Properties_ContinuationAndEscapes_AreResolved() => AssertSettings(
        KeyValueReader.Read("application.properties", "spring.datasource.url=jdbc:postgresql://db/x\n! comment\nkey\\ one : a \\\n   b\nplain value\nempty=\nu=\\u0041\n"),
        """
        1:23-1:45 spring.datasource.url = jdbc:postgresql://db/x
        3:12-4:5 key one = a b
        5:7-5:12 plain = value
        6:7-6:7 empty =
        7:3-7:9 u = A
        """);

    [Fact]
    public void Ini_SectionsQuotesAndComments_AreRead() => AssertSettings(
        KeyValueReader.Read("pgbouncer.ini", """
            [databases]
            main = host=patroni-main dbname=gitlabhq_production
            ; comment
            [auth]
            user: "someone"   ; comment
            url = https://x/#fragment
            """.ReplaceLineEndings("\n")),
        """
        2:8-2:52 databases:main = host=patroni-main dbname=gitlabhq_production
        5:8-5:15 auth:user = someone
        6:7-6:26 auth:url = https://x/#fragment
        """);

    [Fact]
    public void Conf_BlocksAndBlankAsSign_AreRead() => AssertSettings(
        KeyValueReader.Read("x.conf", """
            upstream pg {
              server patroni-main:5432;
            }
            db {
              url = "postgres://db/x"
            }
            requirepass s3cret
            """.ReplaceLineEndings("\n")),
        """
        2:10-2:27 upstream pg:server = patroni-main:5432
        5:10-5:25 db:url = postgres://db/x
        7:13-7:19 requirepass = s3cret
        """);

    [Fact]
    public void Toml_TablesArraysAndStrings_AreRead() => AssertSettings(
        KeyValueReader.Read("config.toml", """"
            title = "a # b" # comment
            [database]
            url = 'postgres://db/x'
            ports = [ 1, 2 ]
            hosts = [
              "one", # first
              "two",
            ]
            pool = { size = 5, name = "x" }
            "quoted key".sub = true
            text = """
            two
            lines"""
            [[servers]]
            host = "a"
            [[servers]]
            host = "b"
            """".ReplaceLineEndings("\n")),
        """
        1:10-1:15 title = a # b
        3:8-3:23 database:url = postgres://db/x
        4:11-4:12 database:ports:0 = 1
        4:14-4:15 database:ports:1 = 2
        6:4-6:7 database:hosts:0 = one
        7:4-7:7 database:hosts:1 = two
        9:17-9:18 database:pool:size = 5
        9:28-9:29 database:pool:name = x
        10:20-10:24 database:quoted key:sub = true
        11:11-13:6 database:text = ⏎two⏎lines
        15:9-15:10 servers:0:host = a
        17:9-17:10 servers:1:host = b
        """);

    [Fact]
    public void Dockerfile_AllFormsOfEnvAndArg_AreRead() => AssertSettings(
        DockerfileReader.Read("Dockerfile", """
            # syntax=docker/dockerfile:1
            ARG VERSION=1.2 PLAIN
            FROM base:${VERSION} AS build
            ENV A=one B="two words" C=three\ words
            env D the whole line
            RUN <<EOF
            ENV NOT=this
            EOF
            ENV E="x" \
                # comment

                F='y z'
            RUN export G=1 && \
                ENV H=2
            ENV I=a"b c"d
            ENV J=
            """.ReplaceLineEndings("\n")),
        """
        2:13-2:16 ARG/VERSION = 1.2
        2:17-2:22 ARG/PLAIN
        4:7-4:10 ENV/A = one
        4:14-4:23 ENV/B = two words
        4:27-4:39 ENV/C = three words
        5:7-5:21 ENV/D = the whole line
        9:8-9:9 ENV/E = x
        12:8-12:11 ENV/F = y z
        15:7-15:14 ENV/I = ab cd
        16:7-16:7 ENV/J =
        """);

    [Fact]
    public void Dockerfile_EscapeDirective_IsHonoured() => AssertSettings(
        DockerfileReader.Read("Dockerfile", "# escape=`\nENV A=C:\\dir `\n    B=2\n"),
        """
        2:7-2:13 ENV/A = C:\dir
        3:7-3:8 ENV/B = 2
        """);

    [Fact]
    public void Dockerfile_Images_AreListed() => Assert.Equal(
        ["1:6 a:1", "2:29 registry/b@sha256:0", "3:6 build"],
        DockerfileReader.ReadImages("Dockerfile", "FROM a:1 AS build\nFROM --platform=linux/amd64 registry/b@sha256:0\nFROM build\n")
            .Select(image => $"{image.Location.Start.Line}:{image.Location.Start.Column} {image.Value}"));

    [Fact]
    public void Xml_ConnectionStringsAndSettings_AreRead() => AssertSettings(
        XmlConfigurationReader.Read("web.config", """
            <?xml version="1.0"?>
            <configuration>
              <connectionStrings>
                <!-- comment -->
                <add name="Main"
                     connectionString="Server=db;Password=&quot;a&amp;b&quot;" providerName="x" />
              </connectionStrings>
              <appSettings><add key='Redis' value='cache:6379' /></appSettings>
              <aspNetCore processPath="dotnet">
                <environmentVariables><environmentVariable name="A" value="1" /></environmentVariables>
              </aspNetCore>
              <setting><value>
                 text
              </value></setting>
            </configuration>
            """.ReplaceLineEndings("\n")),
        """
        6:28-6:66 ConnectionStrings:Main = Server=db;Password="a&b"
        8:40-8:50 appSettings:Redis = cache:6379
        9:28-9:34 configuration:aspNetCore:processPath = dotnet
        10:64-10:65 environmentVariables:A = 1
        13:6-13:10 configuration:setting:value = text
        """);

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><x y=\"&a;\"/>", "it declares a document type, which is not read")]
    [InlineData("<x a=\"1\"><y></x>", "not valid XML")]
    [InlineData("<x a=\"1\" a=\"secret\"/>", "not valid XML")]
    public void Xml_Broken_IsAProblemThatQuotesNothing(string text, string reason)
    {
        var (_, problem) = XmlConfigurationReader.Read("web.config", text);

        Assert.Equal(reason, problem?.Reason);
        Assert.Equal(1, problem!.Location.Start.Line);
    }

    [Theory]
    [InlineData(".env", "A=\"\n")]
    [InlineData(".env", "A='x\n")]
    [InlineData("a.properties", "a=b\\\n")]
    [InlineData("a.conf", "a {\n")]
    [InlineData("a.toml", "a = [\n")]
    [InlineData("a.toml", "a = {b=\n")]
    [InlineData("a.toml", "a = \"\"\"\n")]
    [InlineData("Dockerfile", "ENV A=b \\\n")]
    [InlineData("Dockerfile", "RUN <<A <<B\n")]
    [InlineData("web.config", "<a b='c'>")]
    public void Hostile_RepeatedPiece_EndsSoon(string path, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var started = Environment.TickCount64;

        _ = path switch
        {
            ".env" => DotEnvReader.Read(path, text),
            "Dockerfile" => DockerfileReader.Read(path, text),
            "web.config" => XmlConfigurationReader.Read(path, text),
            _ => KeyValueReader.Read(path, text),
        };

        Assert.True(Environment.TickCount64 - started < 3000);
    }

    private static void AssertSettings((IReadOnlyList<Setting> Settings, Unreadable? Problem) result, string expected)
    {
        Assert.Null(result.Problem);
        Assert.Equal(
            expected.ReplaceLineEndings("\n"),
            string.Join('\n', result.Settings.Select(setting => $"{Show(setting.Location)} {setting.Path}{(setting.Value is { } value ? (" = " + value).TrimEnd() : "")}".Replace("\n", "⏎", StringComparison.Ordinal).Replace("\t", "→", StringComparison.Ordinal))));
    }

    private static string Show(Location location) => $"{location.Start.Line}:{location.Start.Column}-{location.End.Line}:{location.End.Column}";
}
