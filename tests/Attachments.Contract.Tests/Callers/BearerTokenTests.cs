using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Contract.Callers;

/// <summary>Callers named by a bearer token.</summary>
public abstract class BearerTokenTests(ContractHost kind) : ContractTests(kind)
{
    private const string NameIdentifier = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier";

    public static TheoryData<string> UserClaims => ["user_id", "sub", NameIdentifier, "nameid"];

    private static readonly Dictionary<string, Func<string>> BadTokenMakers = new()
    {
        ["empty"] = () => "",
        ["one part"] = () => "x",
        ["three parts of nothing"] = () => "a.b.c",
        ["too long"] = () => new('a', 6000),
        ["signature prolonged"] = () => Token.For("t", "u") + "x",
        ["signature cut"] = () => Token.For("t", "u")[..^1],
        ["other key"] = () => Token.Of(new() { ["tenant_id"] = "t", ["user_id"] = "u" }, secret: "another-secret-of-the-contract-tests-of-48-chars"),
        ["not signed"] = () => Token.Of(new() { ["tenant_id"] = "t", ["user_id"] = "u" }, algorithm: "none"),
        ["expired"] = () => Token.Of(new() { ["tenant_id"] = "t", ["user_id"] = "u", ["exp"] = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds() }),
        ["not valid yet"] = () => Token.Of(new() { ["tenant_id"] = "t", ["user_id"] = "u", ["nbf"] = DateTimeOffset.UtcNow.AddMinutes(59).ToUnixTimeSeconds() }),
    };

    public static TheoryData<string> BadTokens => [.. BadTokenMakers.Keys];

    [Fact]
    public async Task Valid_token_names_the_caller()
    {
        var message = await WithToken(Token.For(User.Tenant!, User.User!)).DraftAsync();

        // Made by the token, seen by the headers: the same caller.
        Assert.Empty(await Mail.AllOfAsync(message));
        (await Colleague.ListAsync(message)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(UserClaims))]
    public async Task User_is_user_id_else_sub_else_the_name_identifier(string claim)
    {
        var message = await WithToken(Token.Of(new() { ["tenant_id"] = User.Tenant, [claim] = User.User })).DraftAsync();

        (await Mail.ListAsync(message)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task User_id_wins_over_sub()
    {
        var message = await WithToken(Token.Of(new() { ["tenant_id"] = User.Tenant, ["sub"] = "somebody", ["user_id"] = User.User })).DraftAsync();

        (await Mail.ListAsync(message)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Role_comes_from_the_token()
    {
        var message = await Mail.DraftAsync();

        (await WithToken(Token.For(User.Tenant!, "boss", "admin")).ListAsync(message)).ShouldBe(HttpStatusCode.OK);
        (await WithToken(Token.For(User.Tenant!, "boss", "user")).ListAsync(message)).ShouldBe(HttpStatusCode.NotFound);
        (await WithToken(Token.For(User.Tenant!, "boss")).ListAsync(message)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Identity_headers_beside_a_valid_token_are_ignored()
    {
        var message = await Mail.DraftAsync();
        var outsider = Host.As(User.Admin() with { Bearer = Token.For(Caller.New().Tenant!, "user-1") });
        var owner = Host.As(new Caller("some/bad tenant", "some bad user", "king") { Bearer = Token.For(User.Tenant!, User.User!) });

        (await outsider.ListAsync(message)).ShouldBe(HttpStatusCode.NotFound);
        (await owner.ListAsync(message)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Role_header_beside_a_valid_token_makes_no_admin()
    {
        var message = await Mail.DraftAsync();

        (await Host.As(new Caller(null, null, "admin") { Bearer = Token.For(User.Tenant!, "user-2") }).ListAsync(message)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(BadTokens))]
    public async Task Bad_token_is_401_whatever_the_headers_say(string token)
    {
        var message = await Mail.DraftAsync();

        var answer = await Host.As(User with { Bearer = BadTokenMakers[token]() }).ListAsync(message);

        answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Contains("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_signed_with_another_algorithm_is_refused()
    {
        var token = Token.Of(new() { ["tenant_id"] = User.Tenant, ["user_id"] = User.User }, algorithm: "HS512");

        (await WithToken(token).ListAsync(await Mail.DraftAsync())).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Scheme_name_is_read_without_case()
    {
        var message = await Mail.DraftAsync();

        var answer = await Host.As(Caller.Anonymous).GetAsync(MailClient.AttachmentsOf(message), ("Authorization", $"bearer {Token.For(User.Tenant!, User.User!)}"));

        answer.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("has space", "user-1", null)]
    [InlineData("tenant-1", "a/b", null)]
    [InlineData("tenant-1", "user-1", "king")]
    [InlineData("tenant-1", "", null)]
    public async Task Token_with_an_identity_of_the_wrong_form_is_400(string tenant, string user, string? role)
    {
        var answer = await WithToken(Token.For(tenant, user, role)).ListAsync(await Mail.DraftAsync());

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.ShouldBe(HttpStatusCode.BadRequest).Code);
    }

    private MailClient WithToken(string token) => Host.As(Caller.Anonymous with { Bearer = token });
}
