namespace Attachments.LoadTests.Fleet.Services;

/// <summary>A service that hosts lean on.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="PidFile">Where its process says its number, within the services' directory.</param>
internal sealed record FleetService(string Name, string PidFile)
{
    public static readonly FleetService RadosGateway = new("radosgw", "ceph/run/client.rgw.a.pid");

    public static readonly FleetService Redis = new("Redis", "redis/redis.pid");

    public static readonly FleetService PostgreSql = new("PostgreSQL", "pg/data/postmaster.pid");

    public static readonly FleetService Clamd = new("clamd", "clam/clamd.pid");
}
