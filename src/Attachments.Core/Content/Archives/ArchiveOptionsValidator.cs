using Microsoft.Extensions.Options;

namespace Attachments.Content.Archives;

internal sealed class ArchiveOptionsValidator : IValidateOptions<ArchiveOptions>
{
    private const int DeepestDepth = 16;
    private const long LeastMemory = 1_048_576;

    public ValidateOptionsResult Validate(string? name, ArchiveOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        Demand(options.MaxEntries >= 1, "MaxEntries", "must be at least 1.");
        Demand(options.MaxDepth is >= 0 and <= DeepestDepth, "MaxDepth", "must be 0 to 16.");
        Demand(options.MaxExpandedSize >= 1, "MaxExpandedSize", "must be at least 1 byte.");
        Demand(options.MaxRatio >= 1, "MaxRatio", "must be at least 1.");
        Demand(options.TimeLimit > TimeSpan.Zero, "TimeLimit", "must be longer than nothing.");
        Demand(options.MemoryLimit >= LeastMemory, "MemoryLimit", "must be at least 1048576 bytes.");
        Demand(Enum.IsDefined(options.Unreadable), "Unreadable", "must be Accept or Refuse.");
        Demand(Enum.IsDefined(options.Macros), "Macros", "must be RefuseUndeclared, Refuse or Accept.");

        return errors.Build();

        void Demand(bool holds, string setting, string otherwise)
        {
            if (!holds)
                errors.AddError(otherwise, $"Attachments:Archives:{setting}");
        }
    }
}
