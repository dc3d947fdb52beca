namespace FusionOfN.Local.Tests;

internal static class Languages
{
    public static readonly IReadOnlyDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        ["en"] = "The capital of Peru is Lima, isn't it? It costs 1,234.50 soles.",
        ["fr"] = "L'été dernier, la reine a goûté cent vingt-trois crêpes à l'Élysée.",
        ["de"] = "Größere Füße passen nicht in 42er Schuhe; das weiß jeder.",
        ["es"] = "¿Cuál es la moneda de Perú? ¡El sol, señor Muñoz!",
        ["ru"] = "Столица России — Москва, а валюта — рубль (643).",
        ["it"] = "Perché la città è così bella? Costa 12 € all'ora.",
        ["pt"] = "A língua de Moçambique é o português; não há dúvida.",
        ["ja"] = "日本の首都は東京です。通貨は「円」で、国番号は81です。",
        ["ko"] = "대한민국의 수도는 서울이고, 통화는 원입니다. ㅋㅋ",
        ["zh"] = "秘鲁的首都是利马,货币是索尔。𠀀也是一个汉字。",
        ["ar"] = "عاصمة مصر هي القاهرة، والعُمْلَةُ هي الجُنَيْه.",
    };
}
