using System.IO;
using System.Security;

namespace PlatformGuard.Core.Building;

/// <summary>The MSBuild files that bring the analyzers into projects that do not know them. They lie in the scratch folder.</summary>
internal static class InjectedTargets
{
    /// <summary>Name of the property that is <c>true</c> in the pass that runs the analyzers.</summary>
    public const string Analyze = "PlatformGuardAnalyze";

    /// <summary>Projects of equal name must not share an output folder.</summary>
    public const string Props = """
        <Project>
          <PropertyGroup>
            <ArtifactsProjectName>$(MSBuildProjectName)-$([MSBuild]::StableStringHash('$(MSBuildProjectFullPath)').ToString('x'))</ArtifactsProjectName>
          </PropertyGroup>
        </Project>

        """;

    /// <summary>
    /// Adds analyzers, their options and a SARIF log to the compiler's call. A project that references the package has all of it already. Lock files of
    /// packages are only read.
    /// </summary>
    /// <param name="scratch">The folder for logs.</param>
    /// <param name="analyzers">The folder of the analyzers.</param>
    public static string Targets(string scratch, string analyzers) => $"""
        <Project>
          <PropertyGroup>
            <_PlatformGuardLock Condition="'$(NuGetLockFilePath)' != ''">$(NuGetLockFilePath)</_PlatformGuardLock>
            <_PlatformGuardLock Condition="'$(NuGetLockFilePath)' == ''">$(MSBuildProjectDirectory)/packages.lock.json</_PlatformGuardLock>
            <RestoreLockedMode Condition="Exists('$(_PlatformGuardLock)')">true</RestoreLockedMode>
            <RestorePackagesWithLockFile Condition="!Exists('$(_PlatformGuardLock)')">false</RestorePackagesWithLockFile>
          </PropertyGroup>
          <PropertyGroup Condition="'$({Analyze})' == 'true'">
            <RunAnalyzers>true</RunAnalyzers>
            <RunAnalyzersDuringBuild>true</RunAnalyzersDuringBuild>
            <ErrorLog>{Escaped(Path.Combine(scratch, "logs"))}/$(MSBuildProjectName)-$([MSBuild]::StableStringHash('$(MSBuildProjectFullPath)').ToString('x'))-$(TargetFramework).sarif,version=2.1</ErrorLog>
          </PropertyGroup>
          <ItemGroup Condition="'$({Analyze})' == 'true'">
            <CompilerVisibleProperty Include="PlatformGuardRole;PlatformGuardStage;IsTestProject" />
            <CustomAdditionalCompileInputs Include="{Escaped(Path.Combine(scratch, "options.globalconfig"))}" />
          </ItemGroup>
          <Target Name="_PlatformGuardInject" BeforeTargets="CoreCompile" Condition="'$({Analyze})' == 'true' and '$(Language)' == 'C#'">
            <ItemGroup>
              <_PlatformGuardPresent Include="@(Analyzer)" Condition="'%(Filename)' == 'PlatformGuard.Analyzers'" />
            </ItemGroup>
            <ItemGroup Condition="'@(_PlatformGuardPresent)' == ''">
              <Analyzer Include="{Escaped(analyzers)}/*.dll" />
              <EditorConfigFiles Include="{Escaped(Path.Combine(scratch, "options.globalconfig"))}" />
              <AdditionalFiles Include="$(MSBuildProjectDirectory)/appsettings*.json" Exclude="@(AdditionalFiles->'%(FullPath)')" />
            </ItemGroup>
          </Target>
        </Project>

        """;

    private static string Escaped(string path) => SecurityElement.Escape(path.Replace('\\', '/').Replace("%", "%25", System.StringComparison.Ordinal).Replace("$", "%24", System.StringComparison.Ordinal).Replace("@", "%40", System.StringComparison.Ordinal));
}
