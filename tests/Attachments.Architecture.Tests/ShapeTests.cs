using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Attachments.Architecture.Tests;

public sealed class ShapeTests
{
    private static readonly string[] RefusedNames = ["Helpers", "Utils", "Utilities", "Models", "Interfaces", "Common", "Shared", "Misc"];

    [Fact]
    public void Internal_classes_are_sealed()
    {
        var open = from type in Types()
                   where type is { IsClass: true, IsVisible: false, IsSealed: false, IsAbstract: false }
                   select type.FullName;

        Assert.Empty(open);
    }

    [Fact]
    public void No_namespace_is_a_drawer_for_whatever_is_left()
    {
        var drawers = from type in Types()
                      where type.Namespace!.Split('.').Intersect(RefusedNames, StringComparer.OrdinalIgnoreCase).Any()
                      select type.FullName;

        Assert.Empty(drawers);
    }

    [Fact]
    public void Options_have_at_most_eight_members()
    {
        var crowded = from type in Types()
                      where type.IsPublic && type.Name.EndsWith("Options", StringComparison.Ordinal)
                      let members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Length
                      where members > 8
                      select $"{type.FullName}: {members}";

        Assert.Empty(crowded);
    }

    [Fact]
    public void Asynchronous_methods_end_in_Async_and_take_a_cancellation_token_last()
    {
        var odd = from type in Types()
                  where type.IsPublic && type.IsInterface
                  from method in type.GetMethods()
                  where IsAwaitable(method.ReturnType)
                  where !method.Name.EndsWith("Async", StringComparison.Ordinal) || method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken)
                  select $"{type.FullName}.{method.Name}";

        Assert.Empty(odd);
    }

    private static IEnumerable<Type> Types() =>
        Assemblies.Shipped.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Attachments", StringComparison.Ordinal) == true
                && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
                && !type.FullName!.Contains('<', StringComparison.Ordinal));

    private static bool IsAwaitable(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)));
}
