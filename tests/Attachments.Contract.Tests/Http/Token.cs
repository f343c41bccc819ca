using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Attachments.Contract.Http;

/// <summary>Makes bearer tokens by hand, good and bad ones.</summary>
public static class Token
{
    public const string Secret = "a-secret-of-the-contract-tests-with-48-characters";

    public static string For(string tenant, string user, string? role = null) =>
        Of(new() { ["tenant_id"] = tenant, ["user_id"] = user, ["role"] = role });

    /// <summary>Signs claims; those that are null are left out. Without an <c>exp</c> the token lasts an hour.</summary>
    public static string Of(Dictionary<string, object?> claims, string secret = Secret, string algorithm = "HS256")
    {
        claims.TryAdd("exp", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds());
        var payload = claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value);
        var signed = $"{Encode(new { alg = algorithm, typ = "JWT" })}.{Encode(payload)}";
        var signature = algorithm switch
        {
            "HS256" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)),
            "HS512" => HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)),
            _ => [],
        };

        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
