using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Contract.Callers;

/// <summary>Every endpoint for every kind of caller.</summary>
public abstract class CallerMatrixTests(ContractHost kind) : ContractTests(kind)
{
    private static readonly Dictionary<string, Func<Caller, Caller>> NobodyMakers = new()
    {
        ["anonymous"] = _ => Caller.Anonymous,
        ["no user"] = owner => owner with { User = null },
        ["bad token"] = owner => owner with { Bearer = "not.a.token" },
        ["expired token"] = owner => owner with { Bearer = Token.Of(new() { ["tenant_id"] = owner.Tenant, ["user_id"] = owner.User, ["exp"] = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds() }) },
    };

    private static readonly Dictionary<string, Func<Caller, Caller>> MalformedMakers = new()
    {
        ["tenant"] = owner => owner with { Tenant = "has space" },
        ["user"] = owner => owner with { User = "a/b" },
        ["role"] = owner => owner with { Role = "root" },
        ["token's tenant"] = owner => Caller.Anonymous with { Bearer = Token.For("has space", owner.User!) },
    };

    public static TheoryData<string> Operations => Operation.Names;

    public static TheoryData<string> Targeted => Operation.Targeted;

    public static TheoryData<string, string> Nobodies => Combine(NobodyMakers.Keys);

    public static TheoryData<string, string> Malformed => Combine(MalformedMakers.Keys);

    /// <summary>An endpoint that is added later fails here until it stands among the operations, and so in every row of the matrix.</summary>
    [Fact]
    public async Task Matrix_knows_every_endpoint_that_the_host_describes()
    {
        var paths = (await Mail.As(Caller.Anonymous).GetAsync("/openapi/v1.json")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("paths");

        var described = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));

        Assert.Empty(described.Except(Operation.All.Values.Select(operation => operation.Endpoint)));
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task Owner_gets_in(string operation)
    {
        var uploaded = await Mail.AttachAsync();

        (await InvokeAsync(operation, Mail, uploaded)).ShouldBe(Operation.All[operation].Success);
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task Admin_of_the_tenant_gets_in(string operation)
    {
        var uploaded = await Mail.AttachAsync();

        (await InvokeAsync(operation, Admin, uploaded)).ShouldBe(Operation.All[operation].Success);
    }

    [Theory, MemberData(nameof(Nobodies))]
    public async Task Caller_without_a_good_identity_gets_401_and_learns_nothing(string operation, string nobody)
    {
        var uploaded = await Mail.AttachAsync();
        var mail = Mail.As(NobodyMakers[nobody](User));

        var existing = await InvokeAsync(operation, mail, uploaded);
        var absent = await Operation.All[operation].InvokeAsync(mail, Guid.CreateVersion7().ToString());

        Assert.NotNull(existing.ShouldBe(HttpStatusCode.Unauthorized).Header("WWW-Authenticate"));
        Assert.Equal(absent.Transcript(), existing.Transcript());
        await AssertUntouchedAsync(uploaded);
    }

    [Theory, MemberData(nameof(Malformed))]
    public async Task Caller_of_the_wrong_form_gets_400_and_learns_nothing(string operation, string part)
    {
        var uploaded = await Mail.AttachAsync();
        var mail = Mail.As(MalformedMakers[part](User));

        var existing = await InvokeAsync(operation, mail, uploaded);
        var absent = await Operation.All[operation].InvokeAsync(mail, Guid.CreateVersion7().ToString());

        Assert.Equal(absent.Transcript(), existing.ShouldBe(HttpStatusCode.BadRequest).Transcript());
        await AssertUntouchedAsync(uploaded);
    }

    [Theory, MemberData(nameof(Targeted))]
    public Task Another_user_of_the_tenant_sees_nothing(string operation) => AssertIndistinguishableAsync(operation, Colleague);

    [Theory, MemberData(nameof(Targeted))]
    public Task User_of_another_tenant_sees_nothing(string operation) => AssertIndistinguishableAsync(operation, Stranger);

    [Theory, MemberData(nameof(Targeted))]
    public Task Same_user_name_in_another_tenant_sees_nothing(string operation) =>
        AssertIndistinguishableAsync(operation, Mail.As(User with { Tenant = $"tenant-{Guid.NewGuid():N}" }));

    [Theory, MemberData(nameof(Targeted))]
    public Task Admin_of_another_tenant_sees_nothing(string operation) => AssertIndistinguishableAsync(operation, Mail.As(Stranger.Caller.Admin()));

    [Theory, MemberData(nameof(Targeted))]
    public async Task Unknown_id_is_404_for_an_admin_too(string operation) =>
        (await Operation.All[operation].InvokeAsync(Admin, Guid.CreateVersion7().ToString())).ShouldBe(HttpStatusCode.NotFound);

    [Theory, MemberData(nameof(Targeted))]
    public async Task Malformed_id_is_answered_as_an_absent_one(string operation)
    {
        var malformed = await Operation.All[operation].InvokeAsync(Mail, "not-an-id");
        var absent = await Operation.All[operation].InvokeAsync(Mail, Guid.CreateVersion7().ToString());

        Assert.Equal(absent.Transcript(), malformed.ShouldBe(HttpStatusCode.NotFound).Transcript());
    }

    private static TheoryData<string, string> Combine(IEnumerable<string> callers)
    {
        var cases = new TheoryData<string, string>();
        foreach (var caller in callers)
        {
            foreach (var operation in Operation.All.Keys)
                cases.Add(operation, caller);
        }

        return cases;
    }

    private static Task<Answer> InvokeAsync(string operation, MailClient mail, AttachmentView target) => Operation.All[operation].InvokeOnAsync(mail, target);

    // The whole response: status, every header but the date, every byte of the body but the trace id.
    private async Task AssertIndistinguishableAsync(string operation, MailClient outsider)
    {
        var uploaded = await Mail.AttachAsync();

        var foreign = await InvokeAsync(operation, outsider, uploaded);
        var absent = await Operation.All[operation].InvokeAsync(outsider, Guid.CreateVersion7().ToString());

        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(absent.Transcript(), foreign.Transcript());
        await AssertUntouchedAsync(uploaded);
    }

    private async Task AssertUntouchedAsync(AttachmentView uploaded)
    {
        Assert.Equal([uploaded.Id], (await Mail.AllOfAsync(uploaded.MessageId)).Select(item => item.Id));
        (await Mail.UploadAsync(uploaded.MessageId, "still a draft"u8.ToArray())).ShouldBe(HttpStatusCode.Created);
    }
}
