using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace FusionOfN.Architecture.Tests;

/// <summary>The folder in which each type of an assembly is written, as the compiler noted it in the debug symbols.</summary>
internal static class SourceFolders
{
    // The documents of types without code of their own, such as interfaces. Source: Portable PDB format, "Type definition documents".
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    /// <summary>Types by full name, and their folder below the project: empty for a file at the top. Types that a tool writes have none.</summary>
    public static IReadOnlyDictionary<string, string> Of(ProductProject project)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, $"{project.Assembly}.dll");
        using PEReader image = new(File.OpenRead(dll));
        using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(dll, ".pdb")));
        MetadataReader types = image.GetMetadataReader(), notes = symbols.GetMetadataReader();
        Dictionary<string, string> folders = [];
        foreach (TypeDefinitionHandle handle in types.TypeDefinitions)
        {
            TypeDefinition type = types.GetTypeDefinition(handle);
            if (!type.GetDeclaringType().IsNil || Documents(types, notes, handle).Select(document => FolderOf(project, document)).FirstOrDefault(folder => folder is not null) is not { } found)
                continue;

            string space = types.GetString(type.Namespace);
            folders[space.Length == 0 ? types.GetString(type.Name) : $"{space}.{types.GetString(type.Name)}"] = found;
        }

        return folders;
    }

    private static IEnumerable<string> Documents(MetadataReader types, MetadataReader notes, TypeDefinitionHandle handle)
    {
        TypeDefinition type = types.GetTypeDefinition(handle);
        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            MethodDebugInformation written = notes.GetMethodDebugInformation(method.ToDebugInformationHandle());
            if (!written.Document.IsNil)
                yield return notes.GetString(notes.GetDocument(written.Document).Name);
        }

        foreach (CustomDebugInformationHandle note in notes.GetCustomDebugInformation(handle))
        {
            CustomDebugInformation information = notes.GetCustomDebugInformation(note);
            if (notes.GetGuid(information.Kind) != TypeDocuments)
                continue;
            BlobReader rows = notes.GetBlobReader(information.Value);
            while (rows.RemainingBytes > 0)
                yield return notes.GetString(notes.GetDocument(MetadataTokens.DocumentHandle(rows.ReadCompressedInteger())).Name);
        }

        foreach (TypeDefinitionHandle nested in type.GetNestedTypes())
        {
            foreach (string document in Documents(types, notes, nested))
                yield return document;
        }
    }

    private static string? FolderOf(ProductProject project, string document)
    {
        string path = document.Replace('\\', '/');
        string start = $"/src/{project.Name}/";
        int at = path.LastIndexOf(start, StringComparison.Ordinal);
        if (at < 0)
            return null;
        string[] parts = path[(at + start.Length)..].Split('/');
        return parts.Length == 1 ? "" : parts[0];
    }
}
