namespace Aspire.Hosting
{
    public interface IDistributedApplicationBuilder { }

    public static class ParameterResourceBuilderExtensions
    {
        public static object AddConnectionString(this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) => null!;
    }
}
