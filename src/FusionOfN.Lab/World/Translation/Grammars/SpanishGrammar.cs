namespace FusionOfN.Lab;

/// <summary>Spanish: gender, adjectives after the noun, the personal <c>a</c>, preterite.</summary>
internal sealed class SpanishGrammar : TranslationGrammar
{
    private const string Places = """
        garden = en el jardín
        park = en el parque
        school = en la escuela
        kitchen = en la cocina
        market = en el mercado
        station = en la estación
        street = en la calle
        forest = en el bosque
        beach = en la playa
        village = en el pueblo
        """;

    private const string Times = """
        today = hoy
        morning = por la mañana
        evening = por la noche
        every-day = cada día
        every-sunday = cada domingo
        yesterday = ayer
        last-week = la semana pasada
        last-year = el año pasado
        """;

    // Gender, singular, plural.
    private static readonly FormTable Nouns = new(3, """
        doctor = m | médico | médicos
        teacher = m | profesor | profesores
        farmer = m | granjero | granjeros
        woman = f | mujer | mujeres
        man = m | hombre | hombres
        queen = f | reina | reinas
        girl = f | niña | niñas
        boy = m | niño | niños
        dog = m | perro | perros
        cat = m | gato | gatos
        bird = m | pájaro | pájaros
        horse = m | caballo | caballos
        cow = f | vaca | vacas
        apple = f | manzana | manzanas
        cake = m | pastel | pasteles
        egg = m | huevo | huevos
        book = m | libro | libros
        letter = f | carta | cartas
        cup = f | taza | tazas
        key = f | llave | llaves
        hat = m | sombrero | sombreros
        chair = f | silla | sillas
        mirror = m | espejo | espejos
        picture = m | cuadro | cuadros
        box = f | caja | cajas
        flower = f | flor | flores
        car = m | coche | coches
        bag = f | bolsa | bolsas
        """);

    // Masculine, feminine, masculine plural, feminine plural.
    private static readonly FormTable Adjectives = new(4, """
        small = pequeño | pequeña | pequeños | pequeñas
        big = grande | grande | grandes | grandes
        old = viejo | vieja | viejos | viejas
        young = joven | joven | jóvenes | jóvenes
        new = nuevo | nueva | nuevos | nuevas
        beautiful = hermoso | hermosa | hermosos | hermosas
        happy = feliz | feliz | felices | felices
        tired = cansado | cansada | cansados | cansadas
        clever = inteligente | inteligente | inteligentes | inteligentes
        hungry = hambriento | hambrienta | hambrientos | hambrientas
        white = blanco | blanca | blancos | blancas
        black = negro | negra | negros | negras
        red = rojo | roja | rojos | rojas
        heavy = pesado | pesada | pesados | pesadas
        """);

    // Present singular, present plural, past singular, past plural.
    private static readonly FormTable Verbs = new(4, """
        see = ve | ven | vio | vieron
        find = encuentra | encuentran | encontró | encontraron
        buy = compra | compran | compró | compraron
        sell = vende | venden | vendió | vendieron
        repair = repara | reparan | reparó | repararon
        eat = come | comen | comió | comieron
        read = lee | leen | leyó | leyeron
        write = escribe | escriben | escribió | escribieron
        carry = lleva | llevan | llevó | llevaron
        draw = dibuja | dibujan | dibujó | dibujaron
        open = abre | abren | abrió | abrieron
        hide = esconde | esconden | escondió | escondieron
        steal = roba | roban | robó | robaron
        call = llama | llaman | llamó | llamaron
        """);

    private static readonly string[] The = ["el", "la", "los", "las"];
    private static readonly string[] A = ["un", "una", "unos", "unas"];
    private static readonly string[] This = ["este", "esta", "estos", "estas"];

    public SpanishGrammar()
        : base(LabLanguage.Parse("es"), Places, Times)
    {
    }

    public override string Ask(string sentence, LabLanguage target) => $"Traduce al inglés: {sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) => Phrase(meaning.Subject, The);

    protected override PhraseForms Object(SentenceMeaning meaning)
    {
        PhraseForms forms = Phrase(meaning.Object, A);
        return TakesPersonalA(meaning) ? forms with { Text = "a " + forms.Text } : forms;
    }

    protected override string Verb(SentenceMeaning meaning) => Verbs[meaning.Verb, Conjugate(meaning)];

    // People always take it; a definite animal does too, unless it is traded like a thing; whoever is called always does.
    private static bool TakesPersonalA(SentenceMeaning meaning) =>
        meaning.Object.Noun.IsPerson
        || meaning.Verb.Id == "call"
        || (meaning.Object.Noun.IsAnimal && meaning.Object.IsThis && meaning.Verb.Id is not ("buy" or "sell"));

    private static PhraseForms Phrase(NounPhrase phrase, string[] articles)
    {
        int agreement = Agree(Nouns[phrase.Noun, 0] == "f", phrase.IsPlural);
        string noun = Nouns[phrase.Noun, phrase.IsPlural ? 2 : 1];
        string adjective = Adjectives[phrase.Adjective, agreement];
        return new($"{(phrase.IsThis ? This : articles)[agreement]} {noun} {adjective}", noun, adjective);
    }
}
