using Attachments.LoadTests.Speed.Measurements;

namespace Attachments.LoadTests.Speed;

/// <summary>What the figures must be.</summary>
internal static class Goals
{
    public static readonly Goal Upload16K = new("upload-16k-x8", "upload 16 KiB × 8 against the bound without database", 0.70, 0.85);
    public static readonly Goal Upload16KTail = new("upload-16k-x8-p99", "the same, p99 against the bound's", 1.5, 1.2, IsCost: true);
    public static readonly Goal UploadDuplicate = new("upload-duplicate", "upload of 25 MiB that is a duplicate against one that is not", 1.0, 1.2);
    public static readonly Goal UploadAllocated = new("upload-allocated", "allocated for an upload, the most of all sizes", 24, 8, IsCost: true, Unit: " KiB");

    public static readonly Goal Download25M = new("download-25m-x4", "download 25 MiB × 4 against Results.File", 1.4, 1.7, CpuBound: 0.70, CpuReach: 0.55);
    public static readonly Goal Range1M = new("download-range", "range of 1 MiB × 4 against Results.File", 1.15, 1.5);
    public static readonly Goal Download1K = new("download-1k-x8", "download 1 KiB × 8 against Results.File", 0.9, 1.1);

    public static readonly Goal SqliteMetadata = new("metadata-sqlite", "metadata, SQLite, against bare prepared statements", 0.80, 0.90);
    public static readonly Goal SqliteList = new("list-sqlite", "list of 10 and total, SQLite, against bare prepared statements", 0.80, 0.90);
    public static readonly Goal SqliteMetadataAllocated = new("metadata-sqlite-allocated", "allocated for metadata, SQLite", 6, null, IsCost: true, Unit: " KiB");
    public static readonly Goal SqliteListAllocated = new("list-sqlite-allocated", "allocated for a list, SQLite, against the baseline's", 1.5, null, IsCost: true);
    public static readonly Goal PostgreSqlMetadata = new("metadata-postgresql", "metadata, PostgreSQL, against bare Npgsql", 0.85, 0.93);
    public static readonly Goal PostgreSqlList = new("list-postgresql", "list of 10 and total, PostgreSQL, against bare Npgsql", 0.85, 0.93);

    public static readonly Goal InspectionPdf = new("inspection-pdf", "upload of a 25 MiB PDF, time with all inspection against without", 1.08, null, IsCost: true);
    public static readonly Goal InspectionZip = new("inspection-zip", "upload of a 25 MiB ZIP of 500 compressed documents, time with all inspection against without", 1.6, null, IsCost: true);

    public static readonly Goal SweepStatement = new("sweep-statement", "slowest statement of a sweep", 200, null, IsCost: true, Unit: " ms");
    public static readonly Goal SweepForeground = new("sweep-foreground-p99", "foreground's p99 during a sweep against without", 1.5, null, IsCost: true);

    public static Goal Upload25M(int connections, bool tuned) => tuned
        ? new Goal($"upload-25m-x{connections}-tuned", $"upload 25 MiB × {connections}, tuned, against the stock bound", 1.3, 1.5, CpuBound: 0.80, CpuReach: 0.70)
        : new Goal($"upload-25m-x{connections}", $"upload 25 MiB × {connections} against the bound", 0.95, 1.05, CpuBound: 1.05, CpuReach: 1.05);

    public static Goal UploadFormFile(int connections) =>
        new($"upload-25m-x{connections}-iformfile", $"upload 25 MiB × {connections} against IFormFile + EF Core", 3, 4, CpuBound: 0.45, CpuReach: 0.45);

    public static Goal UploadFlushed(int connections) => connections == 1
        ? new Goal("upload-fsync-x1", "upload 25 MiB × 1 with fsync against the bound without", 0.75, 0.85)
        : new Goal($"upload-fsync-x{connections}", $"upload 25 MiB × {connections} with fsync against the bound without", 0.85, 0.95);

    public static Goal Upload1G(bool tuned) => tuned
        ? new Goal("upload-1g-tuned", "upload 1 GiB, tuned, against the stock bound", 1.3, 1.5)
        : new Goal("upload-1g", "upload 1 GiB against the bound", 0.9, 1.0);

    public static Goal Growth(string operation) =>
        new($"growth-{operation}", $"{operation}, many rows against 100,000, time", 1.3, 1.1, IsCost: true);

    public static Goal Peak(bool tuned) => tuned
        ? new Goal("peak-64-tuned", "peak memory over idle, 64 × 25 MiB in flight, tuned", 40, 25, IsCost: true, Unit: " MiB")
        : new Goal("peak-64", "peak memory over idle, 64 × 25 MiB in flight", 100, null, IsCost: true, Unit: " MiB");
}
