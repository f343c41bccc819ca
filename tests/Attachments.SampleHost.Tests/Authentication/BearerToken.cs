using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Attachments.SampleHost.Tests.Authentication;

/// <summary>Makes JSON web tokens, good and bad ones.</summary>
internal static class BearerToken
{
    public const string Key = "a key of forty bytes, for the tests alone";

    public static Dictionary<string, object> Claims(string tenant, string user, string? role = null)
    {
        var claims = new Dictionary<string, object>
        {
            ["tenant_id"] = tenant,
            ["user_id"] = user,
            ["exp"] = DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeSeconds(),
        };
        if (role is not null)
            claims["role"] = role;

        return claims;
    }

    public static string Sign(Dictionary<string, object> claims, string key = Key, string algorithm = "HS256")
    {
        var head = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT" }));
        var content = $"{head}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var bytes = Encoding.ASCII.GetBytes(content);

        var signature = algorithm switch
        {
            "none" => [],
            "HS512" => HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), bytes),
            _ => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), bytes),
        };
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }
}
