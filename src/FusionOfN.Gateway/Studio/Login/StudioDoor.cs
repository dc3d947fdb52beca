using Microsoft.AspNetCore.Authorization;

namespace FusionOfN.Gateway.Studio;

/// <summary>Lets in who has a live key, or everyone where none is needed.</summary>
internal sealed class StudioDoor : AuthorizationHandler<StudioDoor.Requirement>
{
    private readonly KeyGuard _keys;

    public StudioDoor(KeyGuard keys) => _keys = keys;

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        try
        {
            await _keys.RequireSessionAsync(StudioSession.KeyIdOf(context.User), CancellationToken.None);
            context.Succeed(requirement);
        }
        catch (GatewayException error) when (error.Status == 401)
        {
            context.Fail();
        }
    }

    /// <summary>That the door opens.</summary>
    internal sealed class Requirement : IAuthorizationRequirement;
}
