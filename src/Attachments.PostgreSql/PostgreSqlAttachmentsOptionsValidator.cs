using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Attachments.PostgreSql;

internal sealed partial class PostgreSqlAttachmentsOptionsValidator : IValidateOptions<PostgreSqlAttachmentsOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgreSqlAttachmentsOptions options)
    {
        var builder = new ValidateOptionsResultBuilder();

        if (string.IsNullOrWhiteSpace(options.ConnectionString) && options.DataSource is null)
            builder.AddError("A connection string or a data source is needed.", nameof(options.ConnectionString));

        // It is put into the text of the statements.
        if (!IsIdentifier(options.Schema))
            builder.AddError("It must be a plain identifier: lower-case letters, digits and underscores, not beginning with a digit.", nameof(options.Schema));

        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromHours(1))
            builder.AddError("It must be between 1 second and 1 hour.", nameof(options.CommandTimeout));

        if (options.RowLevelSecurity is { MaintenanceDataSource: null } security && string.IsNullOrWhiteSpace(security.MaintenanceConnectionString))
            builder.AddError("A connection string or a data source of maintenance is needed.", nameof(options.RowLevelSecurity));

        return builder.Build();
    }

    public static bool IsIdentifier(string? text) => text is not null && Identifier().IsMatch(text);

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
