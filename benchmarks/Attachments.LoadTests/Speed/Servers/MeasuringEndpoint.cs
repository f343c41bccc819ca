using System.Globalization;
using System.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>What every measured server tells of itself.</summary>
internal static class MeasuringEndpoint
{
    public const string Path = "/measure";

    public static void MapMeasuring(this WebApplication app) =>
        app.MapGet(Path, static context => context.Response.WriteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{GC.GetTotalAllocatedBytes(precise: true)} {Environment.CpuUsage.TotalTime.Ticks} {JitInfo.GetCompiledMethodCount()} {context.RequestServices.GetService<StatementWatch>()?.Slowest ?? 0}")));
}
