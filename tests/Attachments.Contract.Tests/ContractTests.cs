using Attachments.Contract.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Contract;

/// <summary>What every test has: a shared host, and a tenant of its own.</summary>
public abstract class ContractTests(ContractHost kind) : IAsyncLifetime
{
    protected ContractHost Kind { get; } = kind;

    protected RunningHost Host => Kind.Shared;

    /// <summary>Gets a user of a tenant that no other test has.</summary>
    protected Caller User { get; } = Caller.New();

    protected MailClient Mail => Host.As(User);

    protected MailClient Colleague => Host.As(User.Colleague());

    protected MailClient Admin => Host.As(User.Admin());

    protected MailClient Stranger { get => field ??= Host.As(Caller.New()); private set; }

    public virtual ValueTask InitializeAsync()
    {
        if (Kind.Missing is { } missing)
            Assert.Skip(missing);
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
