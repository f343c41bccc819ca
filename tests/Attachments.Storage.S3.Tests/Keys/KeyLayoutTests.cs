using Attachments.Access;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Storage.S3.Keys;

public sealed class KeyLayoutTests
{
    [Theory]
    [InlineData("tenant-1", "tenant-1")]
    [InlineData("Tenant_1", "Tenant_1")]
    [InlineData("..", "!2e!2e")]
    [InlineData("a@b.c:+", "a!40b!2ec!3a!2b")]
    public void Key_names_the_tenant_and_the_blob_and_can_be_read_back(string tenant, string segment)
    {
        var layout = Layout("mail/blobs");
        var key = Blobs.NewKey(tenant);

        Assert.Equal($"mail/blobs/{segment}/{key.Blob}", layout.Of(key));
        Assert.Equal(key, layout.Parse(layout.Of(key)));
    }

    [Theory]
    [InlineData("tenant")]
    [InlineData("tenant/file.txt")]
    [InlineData("tenant/01890A5D-AC96-774B-BCCE-B302099A8057")]
    [InlineData("!2E!2e/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("!61/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("a.b/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("!2/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("!!!/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("!+1/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("tenant/01890a5d-ac96-774b-bcce-b302099a8057/more")]
    [InlineData("")]
    public void What_the_store_would_not_call_so_is_no_blob(string name) => Assert.Null(Layout("").Parse(name));

    // A service that ignores the prefix lists what belongs to others.
    [Theory]
    [InlineData("x")]
    [InlineData("logs/tenant/01890a5d-ac96-774b-bcce-b302099a8057")]
    public void What_lies_beside_the_prefix_is_no_blob(string objectKey)
    {
        var layout = Layout("mail/");

        Assert.Null(layout.Parse(objectKey));
        Assert.False(layout.Owns(objectKey));
    }

    [Fact]
    public void Key_of_the_longest_tenant_fits()
    {
        var key = Layout(new string('p', 512)).Of(new BlobKey(TenantId.Parse(new string('.', 64)), Blobs.NewKey().Blob));

        Assert.InRange(key.Length, 1, 1024);
    }

    private static KeyLayout Layout(string prefix) => new(Options.Create(new S3StoreOptions { KeyPrefix = prefix }));
}
