using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace FusionOfN.Gateway.Studio;

/// <summary>Keeps the keys behind cookies and forms in memory: logins end with the process, and nothing that could open a session lies on a disk.</summary>
internal sealed class MemoryKeyRepository : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<XElement> _elements = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_gate)
            return [.. _elements.Select(element => new XElement(element))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate)
            _elements.Add(new XElement(element));
    }
}
