using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace Attachments.SampleHost.Configuration;

internal static class ConfigurationExtensions
{
    /// <summary>Puts two sources beneath all others: the appsettings.json beside the program, and above it the plain names of an .env file.</summary>
    public static void AddSampleHostDefaults(this ConfigurationManager configuration)
    {
        // The framework looks in the current directory alone, and a host may be started from anywhere.
        var shipped = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Optional = true };
        shipped.ResolveFileProvider();

        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = EnvironmentNames.Translate(configuration) });
        configuration.Sources.Insert(0, shipped);
    }
}
