using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.State;

/// <summary>What a method does to the disk.</summary>
/// <param name="Path">The parameter that holds the path; empty for the object that the method is called on, null when there is no path at all.</param>
/// <param name="Manner">How it writes.</param>
/// <param name="Place">Where it writes when that is no path.</param>
internal sealed record FileWrite(string? Path, WriteManner Manner = WriteManner.Always, string Place = "");

/// <summary>When a method writes.</summary>
internal enum WriteManner
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>Its mode and access say so.</summary>
    ByMode,

    /// <summary>It makes or removes what others fill: told only where the place is certain, because the write itself is found too.</summary>
    Beside,
}

/// <summary>The methods that write files, and what their arguments say.</summary>
internal static class FileWrites
{
    private const int DeleteOnClose = 0x04000000;

    /// <summary>The methods.</summary>
    public static ApiTable<FileWrite> Table { get; } = new ApiTable<FileWrite>()
        .Add("System.IO.File", "WriteAllText WriteAllBytes WriteAllLines WriteAllTextAsync WriteAllBytesAsync WriteAllLinesAsync AppendAllText AppendAllLines AppendAllBytes AppendAllTextAsync AppendAllLinesAsync AppendAllBytesAsync AppendText Create CreateText OpenWrite", new("path"))
        .Add("System.IO.File", "Copy Move", new("destFileName"))
        .Add("System.IO.File", "Replace", new("destinationFileName"))
        .Add("System.IO.File", "Open OpenHandle", new("path", WriteManner.ByMode))
        .Add("System.IO.File", "Delete", new("path", WriteManner.Beside))
        .Add("System.IO.Directory", "CreateDirectory Delete", new("path", WriteManner.Beside))
        .Add("System.IO.Directory", "Move", new("destDirName"))
        .Add("System.IO.FileStream", ApiTable<FileWrite>.Constructor, new("path", WriteManner.ByMode))
        .Add("System.IO.StreamWriter", ApiTable<FileWrite>.Constructor, new("path"))
        .Add("System.IO.FileInfo", "Create CreateText AppendText OpenWrite", new(""))
        .Add("System.IO.FileInfo", "Open", new("", WriteManner.ByMode))
        .Add("System.IO.FileInfo", "CopyTo MoveTo", new("destFileName"))
        .Add("System.IO.FileInfo", "Replace", new("destinationFileName"))
        .Add("System.IO.FileInfo", "Delete", new("", WriteManner.Beside))
        .Add("System.IO.DirectoryInfo", "Create CreateSubdirectory Delete", new("", WriteManner.Beside))
        .Add("System.IO.DirectoryInfo", "MoveTo", new("destDirName"))
        .Add("System.IO.MemoryMappedFiles.MemoryMappedFile", "CreateFromFile", new("path", WriteManner.ByMode))
        .Add("System.IO.Compression.ZipFile", "CreateFromDirectory CreateFromDirectoryAsync", new("destinationArchiveFileName"))
        .Add("System.IO.Compression.ZipFile", "ExtractToDirectory ExtractToDirectoryAsync", new("destinationDirectoryName"))
        .Add("System.IO.Compression.ZipFile", "Open OpenAsync", new("archiveFileName", WriteManner.ByMode))
        .Add("System.IO.Compression.ZipFileExtensions", "ExtractToFile ExtractToFileAsync", new("destinationFileName"))
        .Add("System.IO.Compression.ZipFileExtensions", "ExtractToDirectory ExtractToDirectoryAsync", new("destinationDirectoryName"))
        .Add("System.Formats.Tar.TarFile", "CreateFromDirectory CreateFromDirectoryAsync", new("destinationFileName"))
        .Add("System.Formats.Tar.TarFile", "ExtractToDirectory ExtractToDirectoryAsync", new("destinationDirectoryName"))
        .Add("System.Formats.Tar.TarEntry", "ExtractToFile ExtractToFileAsync", new("destinationFileName"))
        .Add("System.Xml.Linq.XDocument", "Save", new("fileName"))
        .Add("System.Xml.Linq.XElement", "Save", new("fileName"))
        .Add("System.Xml.XmlDocument", "Save", new("filename"))
        .Add("System.Xml.XmlWriter", "Create", new("outputFileName"))
        .Add("System.Net.WebClient", "DownloadFile DownloadFileAsync DownloadFileTaskAsync", new("fileName"))
        .Add("Serilog.FileLoggerConfigurationExtensions", "File", new("path"))
        .Add("System.IO.IsolatedStorage.IsolatedStorageFile", "CreateFile OpenFile CreateDirectory CopyFile MoveFile", new(null, Place: "isolated storage is a folder of the container's own disk"))
        .Add("System.IO.IsolatedStorage.IsolatedStorageFileStream", ApiTable<FileWrite>.Constructor, new(null, Place: "isolated storage is a folder of the container's own disk"))
        .Add("Microsoft.Win32.Registry", "SetValue", new(null, Place: "the registry belongs to one machine"))
        .Add("Microsoft.Win32.RegistryKey", "SetValue CreateSubKey", new(null, Place: "the registry belongs to one machine"))
        .Add("System.Diagnostics.EventLog", "WriteEntry WriteEvent", new(null, Place: "the event log belongs to one machine"));

    /// <summary>The path of a call; null when this overload has none, as when it writes into a stream.</summary>
    public static IOperation? PathOf(IOperation operation, FileWrite write) => write.Path switch
    {
        null => null,
        "" => (operation as IInvocationOperation)?.Instance,
        var parameter => Calls.Argument(operation, parameter) is { } value && StringExpressions.WithoutConversions(value).Type is { SpecialType: SpecialType.System_String } ? value : null,
    };

    /// <summary>Whether the call writes as far as its arguments tell. A mode that is known at run time only does not count as writing.</summary>
    public static bool Writes(IOperation operation, FileWrite write)
    {
        if (write.Manner != WriteManner.ByMode)
        {
            return true;
        }

        var isArchive = operation is IInvocationOperation { TargetMethod.ContainingType.Name: "ZipFile" };
        var mode = Calls.Constant(Calls.Argument(operation, "mode") ?? OptionOf(operation, "Mode"));
        if (isArchive)
        {
            // ZipArchiveMode: Read 0, Create 1, Update 2.
            return mode is 1 or 2;
        }

        // FileMode: CreateNew 1, Create 2, Open 3, OpenOrCreate 4, Truncate 5, Append 6. FileAccess: Read 1, Write 2, ReadWrite 3.
        var access = Calls.Constant(Calls.Argument(operation, "access") ?? OptionOf(operation, "Access"));
        return mode is 1 or 2 or 5 or 6 || (mode == 4 && access != 1) || access is 2 or 3;
    }

    /// <summary>Whether the file is deleted when it is closed.</summary>
    public static bool DeletesOnClose(IOperation operation) =>
        Calls.Constant(Calls.Argument(operation, "options") ?? OptionOf(operation, "Options")) is { } options && (options & DeleteOnClose) != 0;

    // new FileStreamOptions { Mode = … }, here or in a local variable.
    private static IOperation? OptionOf(IOperation operation, string property)
    {
        if (Calls.Argument(operation, "options") is not { } options)
        {
            return null;
        }

        var value = StringExpressions.WithoutConversions(options);
        value = value is ILocalReferenceOperation local ? WrittenOnce.InitializerOf(local.Local, local, default) : value;
        if (value is not IObjectCreationOperation { Initializer: { } initializer })
        {
            return null;
        }

        foreach (var member in initializer.Initializers)
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var set } && name == property)
            {
                return set;
            }
        }

        return null;
    }
}
