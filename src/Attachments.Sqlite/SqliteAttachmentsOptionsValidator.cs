using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Attachments.Sqlite;

internal sealed partial class SqliteAttachmentsOptionsValidator : IValidateOptions<SqliteAttachmentsOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteAttachmentsOptions options)
    {
        var builder = new ValidateOptionsResultBuilder();

        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            builder.AddError("A connection string is needed.", nameof(options.ConnectionString));

        // It is put into the text of the statements.
        if (options.TablePrefix is null || !Identifier().IsMatch(options.TablePrefix))
            builder.AddError("It must be a plain identifier: letters, digits and underscores, not beginning with a digit.", nameof(options.TablePrefix));

        if (options.BusyTimeout < TimeSpan.FromSeconds(1) || options.BusyTimeout > TimeSpan.FromHours(1))
            builder.AddError("It must be between 1 second and 1 hour.", nameof(options.BusyTimeout));

        return builder.Build();
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
