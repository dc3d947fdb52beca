namespace FusionOfN.Providers.Tests;

public sealed class EndpointExceptionTests
{
    public static TheoryData<EndpointFailureKind> Kinds => [.. Enum.GetValues<EndpointFailureKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Brief_EveryKind_SaysKindStatusEndpointAndModelOnly(EndpointFailureKind kind)
    {
        EndpointException exception = new EndpointException("up", kind, "model 'm' at http://10.0.0.1/v1: \"words of the server\"", "Check KEY_VARIABLE.")
        {
            Model = "m",
            StatusCode = 418,
        }.AfterAttempts(3);

        Assert.Matches("^endpoint 'up', model 'm': [a-z' ,]+ \\(HTTP 418\\)\\.$", exception.Brief);
        Assert.Equal(exception.Brief, exception.Data[FusionProperties.BriefFailure]);
        Assert.Equal(418, exception.Data[FusionProperties.StatusCode]);
    }

    [Fact]
    public void Brief_NoModelAndNoStatus_LeavesThemOut() =>
        Assert.Equal("endpoint 'up': no connection.", new EndpointException("up", EndpointFailureKind.Unreachable, "http://10.0.0.1 is down").Brief);
}
