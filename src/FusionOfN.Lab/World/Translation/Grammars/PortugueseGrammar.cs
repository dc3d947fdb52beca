namespace FusionOfN.Lab;

/// <summary>Portuguese: gender, adjectives after the noun, contracted prepositions, pretérito perfeito.</summary>
internal sealed class PortugueseGrammar : TranslationGrammar
{
    private const string Places = """
        garden = no jardim
        park = no parque
        school = na escola
        kitchen = na cozinha
        market = no mercado
        station = na estação
        street = na rua
        forest = na floresta
        beach = na praia
        village = na aldeia
        """;

    private const string Times = """
        today = hoje
        morning = de manhã
        evening = à noite
        every-day = todos os dias
        every-sunday = todos os domingos
        yesterday = ontem
        last-week = na semana passada
        last-year = no ano passado
        """;

    // Gender, singular, plural.
    private static readonly FormTable Nouns = new(3, """
        doctor = m | médico | médicos
        teacher = m | professor | professores
        farmer = m | agricultor | agricultores
        woman = f | mulher | mulheres
        man = m | homem | homens
        queen = f | rainha | rainhas
        girl = f | menina | meninas
        boy = m | menino | meninos
        dog = m | cachorro | cachorros
        cat = m | gato | gatos
        bird = m | pássaro | pássaros
        horse = m | cavalo | cavalos
        cow = f | vaca | vacas
        apple = f | maçã | maçãs
        cake = m | bolo | bolos
        egg = m | ovo | ovos
        book = m | livro | livros
        letter = f | carta | cartas
        cup = f | xícara | xícaras
        key = f | chave | chaves
        hat = m | chapéu | chapéus
        chair = f | cadeira | cadeiras
        mirror = m | espelho | espelhos
        picture = m | quadro | quadros
        box = f | caixa | caixas
        flower = f | flor | flores
        car = m | carro | carros
        bag = f | bolsa | bolsas
        """);

    // Masculine, feminine, masculine plural, feminine plural.
    private static readonly FormTable Adjectives = new(4, """
        small = pequeno | pequena | pequenos | pequenas
        big = grande | grande | grandes | grandes
        old = velho | velha | velhos | velhas
        young = jovem | jovem | jovens | jovens
        new = novo | nova | novos | novas
        beautiful = bonito | bonita | bonitos | bonitas
        happy = feliz | feliz | felizes | felizes
        tired = cansado | cansada | cansados | cansadas
        clever = inteligente | inteligente | inteligentes | inteligentes
        hungry = faminto | faminta | famintos | famintas
        white = branco | branca | brancos | brancas
        black = preto | preta | pretos | pretas
        red = vermelho | vermelha | vermelhos | vermelhas
        heavy = pesado | pesada | pesados | pesadas
        """);

    // Present singular, present plural, past singular, past plural.
    private static readonly FormTable Verbs = new(4, """
        see = vê | veem | viu | viram
        find = encontra | encontram | encontrou | encontraram
        buy = compra | compram | comprou | compraram
        sell = vende | vendem | vendeu | venderam
        repair = conserta | consertam | consertou | consertaram
        eat = come | comem | comeu | comeram
        read = lê | leem | leu | leram
        write = escreve | escrevem | escreveu | escreveram
        carry = carrega | carregam | carregou | carregaram
        draw = desenha | desenham | desenhou | desenharam
        open = abre | abrem | abriu | abriram
        hide = esconde | escondem | escondeu | esconderam
        steal = rouba | roubam | roubou | roubaram
        call = chama | chamam | chamou | chamaram
        """);

    private static readonly string[] The = ["o", "a", "os", "as"];
    private static readonly string[] A = ["um", "uma", "uns", "umas"];
    private static readonly string[] This = ["este", "esta", "estes", "estas"];

    public PortugueseGrammar()
        : base(LabLanguage.Parse("pt"), Places, Times)
    {
    }

    public override string Ask(string sentence, LabLanguage target) => $"Traduza para o inglês: {sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) => Phrase(meaning.Subject, The);

    protected override PhraseForms Object(SentenceMeaning meaning) => Phrase(meaning.Object, A);

    protected override string Verb(SentenceMeaning meaning) => Verbs[meaning.Verb, Conjugate(meaning)];

    private static PhraseForms Phrase(NounPhrase phrase, string[] articles)
    {
        int agreement = Agree(Nouns[phrase.Noun, 0] == "f", phrase.IsPlural);
        string noun = Nouns[phrase.Noun, phrase.IsPlural ? 2 : 1];
        string adjective = Adjectives[phrase.Adjective, agreement];
        return new($"{(phrase.IsThis ? This : articles)[agreement]} {noun} {adjective}", noun, adjective);
    }
}
