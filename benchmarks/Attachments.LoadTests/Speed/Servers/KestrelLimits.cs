using Microsoft.AspNetCore.Hosting;

namespace Attachments.LoadTests.Speed.Servers;

internal static class KestrelLimits
{
    /// <summary>Lets bodies be longer than Kestrel's 30 MB; everything else stays as it comes.</summary>
    public static void ConfigureKestrelLimits(this IWebHostBuilder host, long maxBody) =>
        host.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = maxBody);
}
