namespace FusionOfN.Local;

/// <summary>The angles of rotary position embeddings (Su et al., 2021), rotate-half layout.</summary>
internal static class RotaryTable
{
    /// <summary>Cosines and sines for positions 0 to <paramref name="positions"/> - 1, [positions, head size / 2] row by row.</summary>
    public static (float[] Cosines, float[] Sines) Of(DecoderConfig config, int positions)
    {
        var half = config.HeadSize / 2;
        var cosines = new float[positions * half];
        var sines = new float[positions * half];
        for (var position = 0; position < positions; position++)
        {
            for (var i = 0; i < half; i++)
            {
                var (sin, cos) = Math.SinCos(position * Math.Pow(config.RopeTheta, -2.0 * i / config.HeadSize));
                cosines[(position * half) + i] = (float)cos;
                sines[(position * half) + i] = (float)sin;
            }
        }

        return (cosines, sines);
    }
}
