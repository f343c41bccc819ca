using System.Text;
using Attachments.SampleHost.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Attachments.SampleHost.Authentication;

/// <summary>How bearer tokens are checked: HS256, and issuer and audience where they are given.</summary>
internal sealed record JwtSettings(string? SecretKey, string? Issuer, string? Audience)
{
    private const int MinimumKeyBytes = 32;

    /// <summary>Reads <c>JWT_SECRET_KEY</c>, <c>SampleHost:Jwt:Issuer</c> and <c>SampleHost:Jwt:Audience</c>.</summary>
    /// <exception cref="InvalidSettingException">The key is shorter than HS256 needs.</exception>
    public static JwtSettings Read(IConfiguration configuration)
    {
        var key = configuration["JWT_SECRET_KEY"] is { Length: > 0 } value ? value : null;
        if (key is not null && Encoding.UTF8.GetByteCount(key) < MinimumKeyBytes)
            throw new InvalidSettingException($"JWT_SECRET_KEY must have at least {MinimumKeyBytes} bytes, as HS256 demands (RFC 7518, section 3.2).");

        return new JwtSettings(key, configuration["SampleHost:Jwt:Issuer"], configuration["SampleHost:Jwt:Audience"]);
    }

    /// <summary>Without a key every token is refused.</summary>
    public TokenValidationParameters ToValidation() => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKey = SecretKey is null ? null : new SymmetricSecurityKey(Encoding.UTF8.GetBytes(SecretKey)),
        RequireSignedTokens = true,
        ValidateIssuerSigningKey = true,
        ValidateIssuer = !string.IsNullOrEmpty(Issuer),
        ValidIssuer = Issuer,
        ValidateAudience = !string.IsNullOrEmpty(Audience),
        ValidAudience = Audience,
        // Optional in RFC 7519: checked where the token has one.
        RequireExpirationTime = false,
        ClockSkew = TimeSpan.FromSeconds(5),
    };
}
