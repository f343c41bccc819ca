using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Attachments.Jobs.Hangfire;

// By hand: the attribute that bounds a TimeSpan is not trim-safe, and what the host forgot to register is asked of the container.
internal sealed class HangfireJobsOptionsValidator(IServiceProviderIsService services) : IValidateOptions<HangfireJobsOptions>
{
    private const string Section = "Attachments:Jobs";

    public ValidateOptionsResult Validate(string? name, HangfireJobsOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        if (!services.IsService(typeof(IGlobalConfiguration)))
            errors.AddError("UseHangfireJobs needs Hangfire and a storage for it: call AddHangfire on the services.");

        CheckTime(errors, nameof(options.PassInterval), options.PassInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        CheckTime(errors, nameof(options.SchedulePollingInterval), options.SchedulePollingInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));

        if (options.SweepInterval is { } sweeps)
            CheckTime(errors, nameof(options.SweepInterval), sweeps, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

        if (!IsQueueName(options.Queue))
            errors.AddError("must be lower-case letters, digits, dashes and underscores.", $"{Section}:Queue");

        if (options.WorkerCount is < 1 or > 1000)
            errors.AddError("must be between 1 and 1,000.", $"{Section}:WorkerCount");

        return errors.Build();
    }

    // Hangfire's own rule, which it tells only when the first job is made.
    private static bool IsQueueName(string? queue) =>
        !string.IsNullOrEmpty(queue) && queue.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_');

    private static void CheckTime(ValidateOptionsResultBuilder errors, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            errors.AddError($"must be between {least:c} and {most:c}.", $"{Section}:{name}");
    }
}
