using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Contract.Callers;

/// <summary>Every endpoint for every kind of caller.</summary>
public abstract class CallerMatrixTests(ContractHost kind) : ContractTests(kind)
{
    public static TheoryData<string> Operations => Operation.Names;

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

    [Theory, MemberData(nameof(Operations))]
    public async Task Anonymous_caller_gets_401(string operation)
    {
        var uploaded = await Mail.AttachAsync();

        var answer = (await InvokeAsync(operation, Mail.As(Caller.Anonymous), uploaded)).ShouldBe(HttpStatusCode.Unauthorized);

        Assert.NotNull(answer.Header("WWW-Authenticate"));
        await AssertUntouchedAsync(uploaded);
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task Bad_token_gets_401_although_the_headers_are_the_owners(string operation)
    {
        var uploaded = await Mail.AttachAsync();

        var answer = (await InvokeAsync(operation, Mail.As(User with { Bearer = "not.a.token" }), uploaded)).ShouldBe(HttpStatusCode.Unauthorized);

        Assert.NotNull(answer.Header("WWW-Authenticate"));
        await AssertUntouchedAsync(uploaded);
    }

    [Theory, MemberData(nameof(Operations))]
    public Task Another_user_of_the_tenant_sees_nothing(string operation) => AssertIndistinguishableAsync(operation, Colleague);

    [Theory, MemberData(nameof(Operations))]
    public Task User_of_another_tenant_sees_nothing(string operation) => AssertIndistinguishableAsync(operation, Stranger);

    [Theory, MemberData(nameof(Operations))]
    public Task Same_user_name_in_another_tenant_sees_nothing(string operation) =>
        AssertIndistinguishableAsync(operation, Mail.As(User with { Tenant = $"tenant-{Guid.NewGuid():N}" }));

    [Theory, MemberData(nameof(Operations))]
    public Task Admin_of_another_tenant_sees_nothing(string operation) => AssertIndistinguishableAsync(operation, Mail.As(Stranger.Caller.Admin()));

    [Theory, MemberData(nameof(Operations))]
    public async Task Unknown_id_is_404_for_an_admin_too(string operation) =>
        (await Operation.All[operation].InvokeAsync(Admin, Guid.CreateVersion7().ToString())).ShouldBe(HttpStatusCode.NotFound);

    private static Task<Answer> InvokeAsync(string operation, MailClient mail, AttachmentView target)
    {
        var chosen = Operation.All[operation];
        return chosen.InvokeAsync(mail, chosen.OnMessage ? target.MessageId : target.Id);
    }

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
