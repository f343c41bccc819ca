using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Contract.Callers;

/// <summary>Callers named by headers, which the sample host turns on.</summary>
public abstract class HeaderCallerTests(ContractHost kind) : ContractTests(kind)
{
    public static TheoryData<string> GoodIdentifiers =>
        ["a", "A", "0", "a.b", "a_b", "a@b.example", "a:b", "a+b", "a-b", "...", "--", "ABCxyz019._@:+-", new string('z', 64), "5f0c2a1e-7b1d-4a53-9d0a-1f6f5f1b9a10"];

    [Theory, MemberData(nameof(GoodIdentifiers))]
    public async Task Identifier_of_the_allowed_form_is_taken(string identifier)
    {
        // The other half is fresh, so that nothing else is there.
        foreach (var caller in new[] { new Caller(identifier, $"user-{Guid.NewGuid():N}"), new Caller($"tenant-{Guid.NewGuid():N}", identifier) })
            Assert.Empty(await Host.As(caller).AllOfAsync(await Host.As(caller).DraftAsync()));
    }

    [Theory]
    [InlineData("root")]
    [InlineData("superadmin")]
    [InlineData("user,admin")]
    [InlineData("user admin")]
    [InlineData("1")]
    public async Task Role_that_is_neither_user_nor_admin_is_400(string role)
    {
        var answer = await Host.As(User with { Role = role }).ListAsync(await Mail.DraftAsync());

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.ShouldBe(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Role_is_user_where_no_header_says_it()
    {
        var message = await Mail.DraftAsync();

        (await Host.As(User.Admin() with { Role = null }).ListAsync(message)).ShouldBe(HttpStatusCode.NotFound);
        (await Host.As(User with { Role = "user" }).ListAsync(message)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("X-Tenant-ID={0}&X-User-ID={1}")]
    [InlineData("tenant_id={0}&user_id={1}")]
    [InlineData("tenantId={0}&userId={1}")]
    [InlineData("access_token={2}")]
    [InlineData("token={2}")]
    public async Task Identity_is_never_read_from_the_query(string template)
    {
        var message = await Mail.DraftAsync();
        var query = string.Format(System.Globalization.CultureInfo.InvariantCulture, template, User.Tenant, User.User, Token.For(User.Tenant!, User.User!));

        (await Mail.As(Caller.Anonymous).ListAsync(message, "?" + query)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Query_does_not_override_the_headers()
    {
        var message = await Mail.DraftAsync();

        (await Colleague.ListAsync(message, $"?tenant_id={User.Tenant}&user_id={User.User}&role=admin")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Two_headers_of_one_name_do_not_name_a_caller()
    {
        var message = await Mail.DraftAsync();

        var answer = await Colleague.GetAsync(MailClient.AttachmentsOf(message), ("X-User-ID", User.User!));

        Assert.Contains(answer.Status, new[] { HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized });
    }

    [Fact]
    public async Task Tenants_differ_by_case()
    {
        var message = await Mail.DraftAsync();

        (await Host.As(User with { Tenant = User.Tenant!.ToUpperInvariant() }).ListAsync(message)).ShouldBe(HttpStatusCode.NotFound);
        (await Host.As(User with { User = User.User!.ToUpperInvariant() }).ListAsync(message)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Attachment_belongs_to_the_messages_owner_not_to_its_uploader()
    {
        var message = await Mail.DraftAsync();
        var uploaded = await Admin.AttachAsync(message, "from above");

        (await Mail.MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);
        (await Host.As(User.Admin() with { Role = "user" }).MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.NotFound);
    }
}
