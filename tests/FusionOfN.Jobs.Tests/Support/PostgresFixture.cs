using FusionOfN.Testing;

namespace FusionOfN.Jobs.Tests;

/// <summary>One PostgreSQL server for all tests of a class.</summary>
public sealed class PostgresFixture : PostgresServer, IAsyncLifetime;
