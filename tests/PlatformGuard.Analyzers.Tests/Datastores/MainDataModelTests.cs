using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Datastores;

public sealed class MainDataModelTests
{
    private static readonly BuildOptions Listed = new(("platformguard.main_data_types", "T:Main.Data.AppDbContext,N:Main.Contracts.Internal"));

    private static readonly MetadataReference Data = TestCode.Library("Main.Data", """
        namespace Main.Data
        {
            public class AppDbContext : Microsoft.EntityFrameworkCore.DbContext
            {
                public Microsoft.EntityFrameworkCore.DbSet<ProjectMember> ProjectMembers => Set<ProjectMember>();
                public static AppDbContext Open() => new AppDbContext();
            }
            public class ProjectMember { public int ProjectId { get; set; } public string UserName { get; set; } = ""; }
        }
        """);

    private static readonly MetadataReference Contracts = TestCode.Library("Main.Contracts", """
        namespace Main.Contracts { public class MemberDto { public string UserName { get; set; } = ""; } }
        namespace Main.Contracts.Internal { public class Row { public int Id; } public static class Rows { public static Row Load() => new Row(); } }
        namespace Other { public static class Loader { public static Main.Contracts.Internal.Row Get() => new Main.Contracts.Internal.Row(); } }
        """);

    private static Task Run(string code, BuildOptions? options = null) =>
        Verify.DataModel("using Main.Data; using Main.Contracts; using Main.Contracts.Internal; using System.Linq; using Microsoft.EntityFrameworkCore; using Microsoft.Extensions.DependencyInjection;\n" + code, options ?? Listed, Data, Contracts);

    [Theory]
    [InlineData("class C([|AppDbContext|] database);")]
    [InlineData("class C : [|AppDbContext|];")]
    [InlineData("class C { void M(IServiceCollection s) => s.AddDbContext<[|AppDbContext|]>(); }")]
    [InlineData("class C(IDbContextFactory<[|AppDbContext|]> factory);")]
    [InlineData("class C { object M() => new [|AppDbContext|](); }")]
    [InlineData("class C { object M() => [|AppDbContext|].Open(); }")]
    [InlineData("class C { [|AppDbContext|] M() => new(); }")]
    [InlineData("class C { [|ProjectMember|]? member; }")]
    [InlineData("class C { object M() => typeof([|AppDbContext|]); }")]
    [InlineData("class C { bool M(object o) => o is [|ProjectMember|]; }")]
    [InlineData("class C { Main.Data.[|AppDbContext|]? c; }")]
    [InlineData("class C { object M() => [|Rows|].Load(); }")]
    [InlineData("class C { [|Row|]? row; }")]
    // Named once, its members are not reported on top.
    [InlineData("class C([|AppDbContext|] d) { object M() => d.ProjectMembers.Where(m => m.ProjectId == 1).Select(m => m.UserName).ToList(); }")]
    public Task Use_OfTheMainModel_IsReported(string code) => Run(code);

    [Theory]
    [InlineData("class C { MemberDto? member; }")]
    [InlineData("class AppDbContext2 : DbContext; class C(AppDbContext2 d);")]
    [InlineData("namespace Own { class AppDbContext : DbContext; class C(AppDbContext d); }")]
    [InlineData("class C { string M() => nameof(AppDbContext) + nameof(ProjectMember.UserName); }")]
    [InlineData("/// <summary><see cref=\"AppDbContext\"/></summary>\nclass C;")]
    [InlineData("class C { string M() => \"Main.Data.AppDbContext\"; /* AppDbContext */ }")]
    [InlineData("class C { string UserName => \"x\"; int ProjectId => 1; int M() => ProjectId + UserName.Length; }")]
    public Task OtherTypes_AreSilent(string code) => Run(code);

    [Fact]
    public Task TypeBehindVar_IsReportedAtItsFirstMember() => Run("class C { int M() { var row = Other.Loader.Get(); return row.[|Id|] + row.Id; } }");

    [Theory]
    [InlineData("T:Main.Data.Missing,N:Nowhere")]
    [InlineData("")]
    [InlineData("Main.Data.AppDbContext")]
    [InlineData("T:,N:,A:")]
    public Task OptionThatNamesNothing_IsSilent(string value) =>
        Run("class C(AppDbContext database);", new BuildOptions(("platformguard.main_data_types", value)));

    [Fact]
    public Task WithoutAnOption_IsSilent() => Run("class C(AppDbContext database);", BuildOptions.None);

    [Fact]
    public Task PolicyAndAssembly_CountToo() =>
        Run("class C([|ProjectMember|] member);", new BuildOptions(("platformguard.policy_main_data_types", "A:Main.Data")));

    [Fact]
    public Task AdditionalFile_CountsToo() =>
        Run("class C([|AppDbContext|] d);", new BuildOptions() { Files = [BuildOptions.File("/src/PlatformGuard.MainDataTypes.txt", "# main\nT:Main.Data.AppDbContext\n")] });

    [Fact]
    public Task OtherAdditionalFile_SaysNothing() =>
        Run("class C(AppDbContext d);", new BuildOptions() { Files = [BuildOptions.File("/src/PlatformGuard.ServiceClients.txt", "T:Main.Data.AppDbContext")] });

    [Fact]
    public Task MainApplication_IsSilent() => Run("class C(AppDbContext d);", new BuildOptions(
        ("platformguard.main_data_types", "T:Main.Data.AppDbContext"), ("build_property.PlatformGuardRole", "main-application")));
}
