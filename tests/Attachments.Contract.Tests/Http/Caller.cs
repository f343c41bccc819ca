using System.Net.Http.Headers;

namespace Attachments.Contract.Http;

/// <summary>Who sends a request, by headers or by a bearer token.</summary>
/// <param name="Tenant">The tenant; null sends no header.</param>
/// <param name="User">The user; null sends no header.</param>
/// <param name="Role">The role; null sends no header.</param>
public sealed record Caller(string? Tenant, string? User, string? Role = null)
{
    public static Caller Anonymous { get; } = new(null, null);

    /// <summary>Gets the bearer token that is sent beside the headers; null sends none.</summary>
    public string? Bearer { get; init; }

    /// <summary>Makes a user of a tenant that no other test has.</summary>
    public static Caller New() => new($"tenant-{Guid.NewGuid():N}", "user-1");

    public Caller Colleague() => this with { User = "user-2" };

    public Caller Admin() => this with { User = "admin-1", Role = "admin" };

    public void Sign(HttpRequestHeaders headers)
    {
        Add(headers, "X-Tenant-ID", Tenant);
        Add(headers, "X-User-ID", User);
        Add(headers, "X-User-Role", Role);
        if (Bearer is not null)
            headers.TryAddWithoutValidation("Authorization", $"Bearer {Bearer}");
    }

    /// <summary>Writes the headers as they go over a raw connection.</summary>
    public override string ToString() =>
        (Tenant is null ? "" : $"X-Tenant-ID: {Tenant}\r\n") + (User is null ? "" : $"X-User-ID: {User}\r\n") + (Role is null ? "" : $"X-User-Role: {Role}\r\n");

    private static void Add(HttpRequestHeaders headers, string name, string? value)
    {
        if (value is not null)
            headers.TryAddWithoutValidation(name, value);
    }
}
