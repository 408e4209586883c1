using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.State;

/// <summary>Tells static state that holds data of requests from what every process makes for itself: caches, registries, singletons, locks.</summary>
internal static class StaticState
{
    private static readonly string[] Collections =
    [
        "Dictionary", "List", "HashSet", "Queue", "Stack", "LinkedList", "SortedDictionary", "SortedList", "SortedSet", "PriorityQueue", "ConcurrentDictionary", "ConcurrentQueue", "ConcurrentStack",
        "ConcurrentBag", "BlockingCollection", "ObservableCollection", "Collection", "IDictionary", "IList", "ICollection", "ISet", "Hashtable", "ArrayList", "ChannelWriter", "Channel",
    ];

    private static readonly string[] AddingMethods =
        ["Add", "TryAdd", "AddRange", "Insert", "InsertRange", "Enqueue", "Push", "PushRange", "AddFirst", "AddLast", "AddOrUpdate", "TryUpdate", "TryWrite", "WriteAsync", "UnionWith", "EnqueueRange"];

    // What can be made again by any process, or cannot leave this one.
    private static readonly string[] NoDataNamespaces = ["System.Reflection", "System.Threading", "System.Diagnostics", "System.Net", "System.IO", "System.Text.RegularExpressions", "System.Text.Json", "System.Linq.Expressions", "System.Globalization", "Microsoft.Extensions", "Microsoft.AspNetCore", "System.ComponentModel"];

    /// <summary>The static member that a call adds something to, as <c>Done.Add(x)</c> or <c>Jobs.Writer.TryWrite(x)</c>; otherwise null.</summary>
    public static ISymbol? AddedTo(IInvocationOperation call)
    {
        if (call.Instance is null || Array.IndexOf(AddingMethods, call.TargetMethod.Name) < 0)
        {
            return null;
        }

        var receiver = StringExpressions.WithoutConversions(call.Instance);
        if (receiver is IPropertyReferenceOperation { Property.Name: "Writer", Instance: { } channel })
        {
            receiver = channel;
        }

        return StaticMember(receiver);
    }

    /// <summary>The own static field or property that an expression names, or null. A constant, an event and a thread's own field are none.</summary>
    public static ISymbol? StaticMember(IOperation? operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false, DeclaringSyntaxReferences.IsEmpty: false } field } when !IsOfThread(field) => field,
        IPropertyReferenceOperation { Property: { IsStatic: true, IsIndexer: false, DeclaringSyntaxReferences.IsEmpty: false } property } => property,
        _ => null,
    };

    /// <summary>Whether a static collection holds data of requests, as far as its type tells.</summary>
    public static bool IsDataCollection(ISymbol member)
    {
        if (TypeOf(member) is not INamedTypeSymbol type || Array.IndexOf(Collections, type.Name) < 0)
        {
            return false;
        }

        foreach (var argument in type.TypeArguments)
        {
            if (!IsData(argument))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a plain static field holds data. An instance of an own class is left alone: it is made once and kept, and what happens to it later is not seen from here.
    /// </summary>
    public static bool IsDataValue(ISymbol member) => TypeOf(member) is { } type
        && (type.SpecialType is SpecialType.System_String or SpecialType.System_DateTime or SpecialType.System_Decimal or (>= SpecialType.System_SByte and <= SpecialType.System_Double)
            || (type.IsValueType && type.Name is "Guid" or "DateTimeOffset" or "TimeSpan" or "DateOnly"));

    /// <summary>
    /// Whether what is written is made when it is missing: the same code looks the key up, or asks whether there is a value yet. Any process can do it again.
    /// </summary>
    public static bool IsMadeOnDemand(IOperation write, ISymbol member, CancellationToken cancellation)
    {
        if (write is ICoalesceAssignmentOperation || IsCounting(write))
        {
            return write is ICoalesceAssignmentOperation;
        }

        var root = write;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var operation in root.DescendantsAndSelf())
        {
            cancellation.ThrowIfCancellationRequested();
            switch (operation)
            {
                case IInvocationOperation { Instance: { } instance, TargetMethod.Name: "TryGetValue" or "ContainsKey" or "Contains" or "GetOrAdd" or "TryPeek" }
                    when SymbolEqualityComparer.Default.Equals(StaticMember(StringExpressions.WithoutConversions(instance)), member):
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                    when (Refers(comparison.LeftOperand, member) || Refers(comparison.RightOperand, member)):
                case IIsPatternOperation pattern when Refers(pattern.Value, member):
                case ICoalesceOperation coalesce when Refers(coalesce.Value, member):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a value says nothing that a new process would not know: a constant, a default, something new and empty.</summary>
    public static bool IsInitialValue(IOperation value)
    {
        value = StringExpressions.WithoutConversions(value);
        return value.ConstantValue.HasValue || value is IDefaultValueOperation or IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null };
    }

    /// <summary>The member as messages name it.</summary>
    public static string Show(ISymbol member) => member.ContainingType.Name + "." + member.Name;

    private static bool IsCounting(IOperation write) =>
        write is IIncrementOrDecrementOperation or ICompoundAssignmentOperation or IInvocationOperation { TargetMethod: { Name: "AddOrUpdate" } or { ContainingType.Name: "Interlocked" } };

    private static bool Refers(IOperation operation, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(StaticMember(StringExpressions.WithoutConversions(operation)), member);

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static bool IsOfThread(IFieldSymbol field)
    {
        foreach (var attribute in field.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "ThreadStaticAttribute")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsData(ITypeSymbol type)
    {
        switch (type.TypeKind)
        {
            case TypeKind.Delegate or TypeKind.TypeParameter or TypeKind.Pointer:
                return false;
            case TypeKind.Array:
                return IsData(((IArrayTypeSymbol)type).ElementType);
        }

        if (type.SpecialType == SpecialType.System_Object || type is INamedTypeSymbol { Name: "Type" or "Lazy" or "WeakReference" or "IDisposable" or "Assembly" })
        {
            return false;
        }

        foreach (var space in NoDataNamespaces)
        {
            if (TypeNames.IsWithin(type, space) && type.Name is not "IPAddress")
            {
                return false;
            }
        }

        return !TypeNames.IsOrHas(type, "System.IDisposable") && !TypeNames.IsOrHas(type, "System.IAsyncDisposable");
    }
}
