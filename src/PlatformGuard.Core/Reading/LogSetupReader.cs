using System;
using System.Buffers;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Finds where a source file of another language than C# sets up the program's logs, and whether as JSON or as text.</summary>
/// <remarks>
/// Calls and types of the usual libraries, by their spelling; in comments they do not count. What sets up text has to be unmistakable. What may
/// write JSON is enough for the benefit of the doubt.
/// </remarks>
internal static class LogSetupReader
{
    private static readonly Language Python = new(
        ["JSONRenderer", "JsonFormatter", "JSONFormatter", "jsonlogger", "json_log_formatter", "serialize=True", "ecs_logging", "StdlibFormatter", "StructuredLogHandler", "google.cloud.logging", "google.cloud import logging", "ConsoleJsonFormatter", "LoggingHandler("],
        ["logging.basicConfig(", "ConsoleRenderer(", "logging.Formatter("],
        "#");

    private static readonly Language Go = new(
        ["NewJSONHandler", "JSONFormatter", "zap.NewProduction", "NewJSONEncoder", "zerolog.New(os.Std", "zerolog.New(os.Stderr", "rs/zerolog/log\"", "log.NewJSONLogger", "otelslog", "otelzap", "hclog.JSON", "JSONFormat:", "labkit/log"],
        ["slog.NewTextHandler(", "logrus.TextFormatter{", "zap.NewDevelopment(", "NewConsoleEncoder(", "zerolog.ConsoleWriter{"],
        "//");

    private static readonly Language JavaScript = new(
        ["pino(", "from 'pino'", "from \"pino\"", "require('pino", "require(\"pino", "nestjs-pino", "format.json(", "winston.format.json", "bunyan", "ecsFormat", "logger: true", "LoggingWinston"],
        ["format.simple(", "format.printf(", "pino-pretty", "format.cli("],
        "//");

    private static readonly Language Java = new(
        ["LogstashEncoder", "JsonLayout", "JsonTemplateLayout", "EcsEncoder", "EcsLayout", "JsonEncoder", "logging.structured.format"],
        ["PatternLayoutEncoder", "<PatternLayout", "<pattern>"],
        "//");

    private static readonly Language Ruby = new(
        ["Formatters::Json", "Lograge::Formatters::Logstash", "JsonLogger", "SemanticLogger", "formatter: :json", "Ougai", "Labkit::Logging"],
        ["ActiveSupport::TaggedLogging", "Logger::Formatter.new"],
        "#");

    /// <summary>What the file sets up; null when nothing.</summary>
    public static LogSetup? Read(string path, ReadOnlySpan<char> text)
    {
        if (LanguageOf(path) is not { } language || !text.ContainsAny(language.All))
        {
            return null;
        }

        var writesJson = false;
        Location? place = null;
        var formatter = "";
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            var content = line.TrimStart();
            if (content.IsEmpty || content.StartsWith(language.Comment, StringComparison.Ordinal) || content[0] == '*' || content.StartsWith("<!--", StringComparison.Ordinal))
            {
                continue;
            }

            writesJson |= content.ContainsAny(language.Json);
            var at = place is null ? line.IndexOfAny(language.Text) : -1;
            if (at >= 0)
            {
                formatter = language.Found(line[at..]);
                place = new Location(path, new Position(number, at + 1), new Position(number, at + 1 + formatter.Length));
            }
        }

        return writesJson || place is not null ? new LogSetup(writesJson, place, formatter.TrimEnd('(', '{').TrimStart('<').TrimEnd('>')) : null;
    }

    private static Language? LanguageOf(string path)
    {
        var dot = path.LastIndexOf('.');
        return (dot < 0 ? "" : path[dot..]) switch
        {
            ".py" => Python,
            ".go" => Go,
            ".js" or ".mjs" or ".cjs" or ".ts" or ".mts" or ".cts" => JavaScript,
            ".java" or ".kt" => Java,
            ".rb" => Ruby,
            ".xml" when path.Contains("logback", StringComparison.OrdinalIgnoreCase) || path.Contains("log4j", StringComparison.OrdinalIgnoreCase) => Java,
            _ => null,
        };
    }

    private sealed class Language(string[] json, string[] text, string comment)
    {
        public SearchValues<string> Json { get; } = SearchValues.Create(json, StringComparison.Ordinal);

        public SearchValues<string> Text { get; } = SearchValues.Create(text, StringComparison.Ordinal);

        public SearchValues<string> All { get; } = SearchValues.Create([.. json, .. text], StringComparison.Ordinal);

        public string Comment { get; } = comment;

        /// <summary>Which of the texts stands at the beginning.</summary>
        public string Found(ReadOnlySpan<char> at)
        {
            foreach (var candidate in text)
            {
                if (at.StartsWith(candidate, StringComparison.Ordinal))
                {
                    return candidate;
                }
            }

            return "";
        }
    }
}
