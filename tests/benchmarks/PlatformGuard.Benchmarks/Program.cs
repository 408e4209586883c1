using System;
using PlatformGuard.Benchmarks;

return args switch
{
    ["tree", .. var rest] => TreeBenchmark.Run(rest),
    ["generate", var folder, var files] => Generate(folder, files),
    ["startup"] => StartupBenchmark.Run(),
    ["analyzers", .. var rest] => AnalyzerBenchmark.Run(rest),
    ["guards", .. var rest] => GuardBenchmark.Run(rest),
    ["grade", .. var rest] => GradeBenchmark.Run(rest),
    ["secrets", .. var rest] => SecretBenchmark.Run(rest),
    ["noop"] => NoOpBuildBenchmark.Run(),
    _ => Usage(),
};

static int Generate(string folder, string files)
{
    RepositoryGenerator.Generate(folder, int.Parse(files, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("usage: tree [FILES…] | generate FOLDER FILES | startup | grade [SERVICES…] | analyzers [LINES | prepare FOLDER [LINES] | measure FOLDER [RUNS] | report FOLDER] | guards [RUNS [CALLS|none]…] | secrets [FILES] | noop   (see tests/benchmarks/README.md)");
    return 2;
}
