namespace FusionOfN.Cli;

/// <summary>Hands progress on at once, on the thread that reports it; <see cref="Progress{T}"/> would reorder it.</summary>
internal sealed class Report<T> : IProgress<T>
{
    private readonly Action<T> _handle;

    public Report(Action<T> handle) => _handle = handle;

    void IProgress<T>.Report(T value) => _handle(value);
}
