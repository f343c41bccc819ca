using System.Net;
using Attachments.Contract.Hosting;

namespace Attachments.Contract.Callers;

/// <summary>Ids that no attachment and no message can have.</summary>
public abstract class MalformedIdTests(ContractHost kind) : ContractTests(kind)
{
    private static readonly string[] OddIds =
    [
        "1", "null", "undefined", "-1", "not-a-uuid", "%0d%0aX-Injected:%201", "..%2f..%2fetc%2fpasswd", "%2e%2e%2f", "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff", "%7B0197b2c0-0000-7000-8000-000000000000%7D", "0197b2c0000070008000000000000000", "0197b2c0-0000-7000-8000-00000000000g",
        "0197b2c0-0000-7000-8000-0000000000000", "%ED%A0%80", "%F0%9F%93%8E", "%FF%FE", "' OR '1'='1", "1;DROP TABLE attachments", "%25", "*", "a b", "%E2%80%AE",
    ];

    // Message ids are opaque up to 128 characters.
    public static TheoryData<string, string> Cases => Combine([.. OddIds, new string('a', 128), new string('a', 129), new string('a', 2000)]);

    [Theory, MemberData(nameof(Cases))]
    public async Task Malformed_id_is_404(string operation, string id)
    {
        var answer = await Operation.All[operation].InvokeAsync(Mail, id);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        if (operation != "head")
            Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("download")]
    [InlineData("head")]
    [InlineData("metadata")]
    [InlineData("delete")]
    public async Task Id_with_a_null_character_is_refused(string operation) =>
        Assert.Contains((await Operation.All[operation].InvokeAsync(Mail, "a%00b")).Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });

    [Theory]
    [InlineData("list")]
    [InlineData("metadata")]
    public async Task Id_that_does_not_parse_is_answered_as_one_that_does_not_exist(string operation)
    {
        var odd = await Operation.All[operation].InvokeAsync(Mail, "not-a-uuid");
        var absent = await Operation.All[operation].InvokeAsync(Mail, Guid.CreateVersion7().ToString());

        Assert.Equal(absent.Transcript(), odd.Transcript());
    }

    [Fact]
    public async Task Id_is_found_by_its_36_character_form_alone()
    {
        var uploaded = await Mail.AttachAsync();

        (await Mail.MetadataAsync(uploaded.Id.ToUpperInvariant())).ShouldBe(HttpStatusCode.OK);
        (await Mail.MetadataAsync(uploaded.Id.Replace("-", "", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.NotFound);
        (await Mail.MetadataAsync($"%7B{uploaded.Id}%7D")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static TheoryData<string, string> Combine(IEnumerable<string> ids)
    {
        var cases = new TheoryData<string, string>();
        foreach (var id in ids)
        {
            foreach (var operation in new[] { "list", "upload", "download", "head", "metadata", "delete" })
                cases.Add(operation, id);
        }

        return cases;
    }
}
