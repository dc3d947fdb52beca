using System.Globalization;
using System.Numerics;

namespace FusionOfN;

/// <summary>An exact fraction, reduced, its denominator positive.</summary>
internal readonly record struct Rational
{
    /// <summary>Decimal places that are written out; what needs more stays a fraction.</summary>
    private const int MaxPlaces = 50;

    /// <summary>Digits of the largest numbers: more than anyone writes out.</summary>
    private const int MaxBits = 4_096;

    private Rational(BigInteger top, BigInteger bottom) => (Top, Bottom) = (top, bottom);

    public BigInteger Top { get; }

    public BigInteger Bottom { get; }

    public bool IsWhole => Bottom.IsOne;

    public static Rational? Of(BigInteger top, BigInteger bottom)
    {
        if (bottom.IsZero || top.GetBitLength() > MaxBits || bottom.GetBitLength() > MaxBits)
            return null;
        var divisor = BigInteger.GreatestCommonDivisor(top, bottom) * bottom.Sign;
        return new(top / divisor, bottom / divisor);
    }

    /// <summary>A number of ASCII digits with or without a point.</summary>
    public static Rational? Parse(string integer, string fraction) => integer.Length + fraction.Length > MaxBits / 4 ? null
        : Of(BigInteger.Parse($"0{integer}{fraction}", CultureInfo.InvariantCulture), BigInteger.Pow(10, fraction.Length));

    public static Rational? operator +(Rational left, Rational right) => Of((left.Top * right.Bottom) + (right.Top * left.Bottom), left.Bottom * right.Bottom);

    public static Rational? operator *(Rational left, Rational right) => Of(left.Top * right.Top, left.Bottom * right.Bottom);

    public static Rational? operator /(Rational left, Rational right) => Of(left.Top * right.Bottom, left.Bottom * right.Top);

    public static Rational operator -(Rational value) => new(-value.Top, value.Bottom);

    public Rational? Power(Rational exponent)
    {
        if (!exponent.IsWhole || BigInteger.Abs(exponent.Top) > MaxBits)
            return null;
        var power = (int)BigInteger.Abs(exponent.Top);
        if (Math.Max(Top.GetBitLength(), Bottom.GetBitLength()) * power > MaxBits)
            return null;
        var (top, bottom) = (BigInteger.Pow(Top, power), BigInteger.Pow(Bottom, power));
        return exponent.Top.Sign < 0 ? Of(bottom, top) : Of(top, bottom);
    }

    /// <summary>The square root where it is a fraction itself; otherwise null.</summary>
    public Rational? Root() => Top.Sign >= 0 && RootOf(Top) is { } top && RootOf(Bottom) is { } bottom ? new(top, bottom) : null;

    /// <summary>A whole number or a decimal where it has one, without zeros at its ends; else <c>1/3</c>.</summary>
    public override string ToString()
    {
        var (rest, places) = (Bottom, 0);
        for (; !rest.IsOne && places <= MaxPlaces; places++)
        {
            var common = BigInteger.GreatestCommonDivisor(rest, 10);
            if (common.IsOne)
                break;
            rest /= common;
        }

        if (!rest.IsOne || places > MaxPlaces)
            return string.Create(CultureInfo.InvariantCulture, $"{Top}/{Bottom}");
        var digits = BigInteger.Abs(Top * BigInteger.Pow(10, places) / Bottom).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        var number = places == 0 ? digits : $"{digits[..^places]}.{digits[^places..].TrimEnd('0')}".TrimEnd('.');
        return Top.Sign < 0 ? "-" + number : number;
    }

    private static BigInteger? RootOf(BigInteger value)
    {
        if (value < 2)
            return value;
        // Newton's method on whole numbers, from above.
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        for (var next = (root + (value / root)) >> 1; next < root; next = (root + (value / root)) >> 1)
            root = next;
        return root * root == value ? root : null;
    }
}
