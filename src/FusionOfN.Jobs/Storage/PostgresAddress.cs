using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace FusionOfN.Jobs;

/// <summary>Reads the two ways in which a PostgreSQL database is named. Faults never repeat the text: it may hold a password.</summary>
internal static class PostgresAddress
{
    private const string Mend = "Write Host=HOST;Database=NAME;Username=USER or postgres://USER@HOST/NAME.";

    /// <summary>Reads a connection string or an address.</summary>
    /// <returns>Whether it names a PostgreSQL database.</returns>
    /// <exception cref="StoreException">It tries to, but is wrong.</exception>
    public static bool TryRead(string text, [NotNullWhen(true)] out NpgsqlConnectionStringBuilder? builder)
    {
        bool isUri = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal);
        bool isPairs = text.Split(';').Any(part => part.Split('=') is [{ } key, _, ..] && key.Trim().ToUpperInvariant() is "HOST" or "SERVER");
        builder = null;
        if (!isUri && !isPairs)
            return false;

        try
        {
            builder = isUri ? FromUri(text) : new NpgsqlConnectionStringBuilder(text);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The driver's words may quote the value that is wrong, and with it a password.
            throw new StoreException($"The PostgreSQL connection string is not well formed. {Mend}");
        }
    }

    private static NpgsqlConnectionStringBuilder FromUri(string text)
    {
        Uri uri = new(text);
        NpgsqlConnectionStringBuilder builder = new();
        if (uri.Host.Length > 0)
            builder.Host = uri.Host.Trim('[', ']');
        if (uri.Port > 0)
            builder.Port = uri.Port;
        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
            builder.Database = Uri.UnescapeDataString(database);
        string[] user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            builder.Password = Uri.UnescapeDataString(user[1]);

        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            string key = Uri.UnescapeDataString(parts[0]);
            builder[key.Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? "SSL Mode" : key] = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]).Replace("-", "", StringComparison.Ordinal) : "true";
        }

        return builder;
    }
}
