using FusionOfN.Jobs;

namespace FusionOfN.Gateway.Tests;

public sealed class StoreAddressTests
{
    [Theory]
    [InlineData("data/gateway.db", "/srv/data/gateway.db")]
    [InlineData("/var/lib/gateway.db", "/var/lib/gateway.db")]
    [InlineData(" my store.db ", "/srv/my store.db")]
    public void Parse_Path_IsAFileInTheFolder(string text, string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are Unix's.");
        Assert.Equal(path, StoreAddress.Parse(text, "/srv", mayHoldPassword: false).Path);
    }

    [Theory]
    [InlineData("Host=db;Database=gateway", "Host=db;Database=gateway")]
    [InlineData("server=/run/postgresql; username=me", "Host=/run/postgresql;Username=me")]
    [InlineData("postgres://me@db:5433/gateway", "Host=db;Port=5433;Database=gateway;Username=me")]
    [InlineData("postgresql://db/gate%20way?sslmode=verify-full", "Host=db;Database=\"gate way\";SSL Mode=VerifyFull")]
    [InlineData("postgres://[::1]/gateway", "Host=::1;Database=gateway")]
    public void Parse_Postgres_IsAConnectionString(string text, string connectionString)
    {
        StoreAddress address = StoreAddress.Parse(text, "/srv", mayHoldPassword: false);

        Assert.Null(address.Path);
        Assert.Equal(connectionString, address.ConnectionString);
    }

    [Theory]
    [InlineData("Host=db;Password=hunter2")]
    [InlineData("Host=db;pwd=hunter2")]
    [InlineData("postgres://me:hunter2@db/gateway")]
    [InlineData("postgres://me@db/gateway?password=hunter2")]
    public void Parse_PasswordOnTheCommandLine_IsRefusedAndNotRepeated(string text)
    {
        var exception = Assert.Throws<StoreException>(() => StoreAddress.Parse(text, "/srv", mayHoldPassword: false, GatewayStoreAddress.Variable));

        Assert.Contains("FUSION_STORE", exception.Message, StringComparison.Ordinal);
        Assert.Contains("PGPASSWORD", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("Password=hunter2", StoreAddress.Parse(text, "/srv", mayHoldPassword: true).ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(":memory:")]
    [InlineData("mysql://me:hunter2@db/x")]
    [InlineData("Data Source=gateway.db")]
    [InlineData("Host=db;Password=hunter2;Colour=red")]
    [InlineData("Host=db;Port=hunter2")]
    [InlineData("postgres://me:hunter2@db:port/x")]
    [InlineData("postgres://me@db/x?colour=hunter2")]
    public void Parse_NoStore_SaysWhatOneLooksLikeAndDoesNotRepeatIt(string text)
    {
        var exception = Assert.Throws<StoreException>(() => StoreAddress.Parse(text, "/srv", mayHoldPassword: true));

        Assert.Contains("postgres://USER@HOST/NAME", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_SeveralPlaces_TakesTheNearest()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are Unix's.");
        Dictionary<string, string> variables = new() { ["FUSION_STORE"] = "variable.db", ["OTHER"] = "other.db" };
        string? Read(string name) => variables.GetValueOrDefault(name);

        Assert.Equal("/srv/option.db", GatewayStoreAddress.Resolve("option.db", "configured.db", Read, "/srv").Path);
        Assert.Equal("/srv/variable.db", GatewayStoreAddress.Resolve(null, "configured.db", Read, "/srv").Path);
        variables.Remove("FUSION_STORE");
        Assert.Equal("/srv/configured.db", GatewayStoreAddress.Resolve(null, "configured.db", Read, "/srv").Path);
        Assert.Equal("/srv/other.db", GatewayStoreAddress.Resolve(null, "${OTHER}", Read, "/srv").Path);
        Assert.Equal(GatewayStoreAddress.DefaultPath, GatewayStoreAddress.Resolve(null, null, Read, "/srv").Path);
        Assert.EndsWith("/fusionofn/gateway.db", GatewayStoreAddress.DefaultPath, StringComparison.Ordinal);
        Assert.Contains("NONE", Assert.Throws<StoreException>(() => GatewayStoreAddress.Resolve(null, "${NONE}", Read, "/srv")).Message, StringComparison.Ordinal);
    }
}
