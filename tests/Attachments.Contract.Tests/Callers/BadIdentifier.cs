namespace Attachments.Contract.Callers;

/// <summary>Texts that are neither a tenant nor a user.</summary>
public static class BadIdentifier
{
    public static IReadOnlyList<string> All { get; } =
        ["has space", "a/b", "a\\b", "a'b", "a\"b", "a;b", "a,b", "<a>", "a%20b", "a*", "a#b", "a&b", "a=b", "a?b", "{a}", "a|b", "a~b", "a!b", "a$b", "a(b)", new('a', 65), new('a', 4000)];
}
