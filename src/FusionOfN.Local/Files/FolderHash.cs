using System.Security.Cryptography;
using System.Text;

namespace FusionOfN.Local;

/// <summary>What tells the files of one model from those of another, wherever they lie.</summary>
internal static class FolderHash
{
    // Weights of gigabytes are told apart by their size and three pieces: to read all of them would take longer than to load them.
    private const int MaxWhole = 16 * 1024 * 1024;
    private const int Piece = 1024 * 1024;

    /// <summary>SHA-256 over the names and contents of all files below a folder, as 64 small hexadecimal digits; of large files, over their size, beginning, middle and end.</summary>
    /// <param name="folder">The folder.</param>
    public static string Of(string folder)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/'))).OrderBy(file => file.Name, StringComparer.Ordinal);
        foreach ((string path, string name) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData([0]);
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            hash.AppendData(BitConverter.GetBytes(file.Length));
            if (file.Length <= MaxWhole)
                hash.AppendData(SHA256.HashData(file));
            else
                AppendPieces(hash, file);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendPieces(IncrementalHash hash, FileStream file)
    {
        byte[] piece = new byte[Piece];
        foreach (long start in new[] { 0, (file.Length - Piece) / 2, file.Length - Piece })
        {
            file.Position = start;
            file.ReadExactly(piece);
            hash.AppendData(piece);
        }
    }
}
