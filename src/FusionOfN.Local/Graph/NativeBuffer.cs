using System.Runtime.InteropServices;

namespace FusionOfN.Local;

/// <summary>A block of memory outside the managed heap that only grows, so that a model in use keeps what it needs and asks for no more.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const nuint Alignment = 64;
    private nuint _capacity;

    ~NativeBuffer() => Free();

    public byte* Pointer { get; private set; }

    /// <summary>Makes room for at least this many bytes; the contents are lost when the block has to move.</summary>
    public void Reserve(long bytes)
    {
        if ((nuint)bytes <= _capacity && Pointer is not null)
            return;

        Free();
        var rounded = ((nuint)Math.Max(bytes, 1) + Alignment - 1) / Alignment * Alignment;
        Pointer = (byte*)NativeMemory.AlignedAlloc(rounded, Alignment);
        _capacity = rounded;
        GC.AddMemoryPressure((long)rounded);
    }

    /// <summary>Exchanges the memory of two buffers.</summary>
    public void Swap(NativeBuffer other)
    {
        (_capacity, other._capacity) = (other._capacity, _capacity);
        var pointer = Pointer;
        Pointer = other.Pointer;
        other.Pointer = pointer;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (Pointer is null)
            return;

        NativeMemory.AlignedFree(Pointer);
        GC.RemoveMemoryPressure((long)_capacity);
        Pointer = null;
        _capacity = 0;
    }
}
