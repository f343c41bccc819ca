using Spectre.Console;

namespace Attachments.Cli.Output;

/// <summary>A progress bar on the terminal, on the error stream, so that what is found can be piped; where there is no terminal, nothing.</summary>
internal sealed class ProgressDisplay
{
    private readonly IAnsiConsole? terminal = Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private ProgressTask? bar;

    public async Task<T> ShowAsync<T>(Func<Task<T>> work)
    {
        if (terminal is null)
            return await work();

        return await terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                bar = context.AddTask("starting", maxValue: 1);
                return await work();
            });
    }

    public void Tell(string description, double done, double total)
    {
        if (bar is null)
            return;

        bar.Description = Markup.Escape(description);
        bar.MaxValue = Math.Max(1, Math.Max(done, total));
        bar.Value = done;
    }

    /// <summary>Writes a line of the result. On a terminal above the bar, so that neither spoils the other.</summary>
    public void WriteLine(string line)
    {
        if (bar is not null && !Console.IsOutputRedirected)
            terminal!.WriteLine(line);
        else
            Console.Out.WriteLine(line);
    }
}
