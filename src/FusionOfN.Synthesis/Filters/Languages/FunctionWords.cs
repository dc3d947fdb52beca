using System.Collections.Frozen;

namespace FusionOfN.Synthesis;

/// <summary>The small words that no text of some length does without, for the languages that share a script with others.</summary>
internal static class FunctionWords
{
    /// <summary>The words of each language, by script.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<(string Language, FrozenSet<string> Words)>> ByScript { get; } = new Dictionary<string, IReadOnlyList<(string, FrozenSet<string>)>>
    {
        ["Latin"] =
        [
            Of("en", "the of and to in is that it for was with as on are this be at by have from or an not but which you they we their has were can will there what if more when who how"),
            Of("de", "der die das und ist in den von zu mit sich des auf für nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man kann ich wir wenn"),
            Of("fr", "le la les de des et est un une du en que qui dans pour pas sur au aux avec il elle ce cette sont par plus ne se nous vous ou mais comme son ses leur peut été être à l'on c'est d'un d'une où très"),
            Of("es", "el la los las de y que en un una es por con para no se del al lo como más su sus pero este esta son ha fue o entre cuando muy sin sobre también hay ser está desde nos todo porque"),
            Of("it", "il lo la gli le di e che è un una in per con non si del della dei delle da al alla sono come più anche ma questo questa nel nella ha essere o ci suo sua loro perché molto quando dal dalla degli ai"),
            Of("pt", "o os as de e que um uma em para com não por se do da dos das no na nos nas é ao à mais como mas foi são ou seu sua também pelo pela isso está você ser quando muito já entre ele ela"),
            Of("nl", "de het een van en is in op te dat die niet met voor zijn er aan ook als om bij door maar uit naar dan wordt heeft nog wel worden deze kan dit over tot meer of ze hij je hebben wat"),
            Of("sv", "och att det i en som är på av för den med till inte har de om ett men var sig från vi så kan när eller också än detta efter vid mycket under skulle där hur finns"),
            Of("da", "og at det i en som er på af for den med til ikke har de om et men var sig fra vi så kan når eller også end dette efter ved meget hvor hvad være blev blive mange"),
            Of("no", "og at det i en som er på av for den med til ikke har de om et men var seg fra vi så kan når eller også enn dette etter ved mye hvor hva være ble bli mange"),
            Of("fi", "ja on ei se että oli hän ovat mutta kun myös joka niin tai kuin voi sen jos olla mukaan sekä ole mitä tämä jotka vain hänen nyt sitä koska kanssa"),
            Of("et", "ja on ei et see ta oli kui ka mis aga või ning oma selle siis nagu välja seda kes olid veel mida pole nii ta saab"),
            Of("pl", "i w na z się nie to jest że do o jak ale za po przez od co który która które są lub oraz tym dla tego może był była ich jego być już tylko też czy przy tak ze"),
            Of("cs", "a v na je se že to s z do i o k jsou pro ale by za jako byl od která který které nebo po když ze také jeho být má může až při této které tak jen není"),
            Of("sk", "a v na je sa že to s z do aj o k sú pre ale by za ako bol od ktorá ktorý ktoré alebo po keď zo tiež jeho byť má môže až pri tejto tak len nie"),
            Of("sl", "in je v na se da za ki so z pa ne tudi to kot po od bi ali pri ter iz ni o bil lahko še do"),
            Of("hr", "i je u na se da za su od s a o ne koji koja koje kao to ali ili iz po bi što nije biti također može samo više te jer"),
            Of("ro", "și în de la a cu pe nu o un este care din să se că pentru mai sunt ale al au fost prin sau după dar fi poate această acest ca ei lui într-un"),
            Of("hu", "a az és hogy nem egy is van ez meg de ha csak azt már mint volt vagy el kell lehet ki ezt fel ami akkor minden még olyan után között"),
            Of("tr", "ve bir bu için ile da de olarak olan daha en çok ne gibi kadar sonra ancak değil ama olduğu ya her veya ise mi göre tarafından var o şu olur bunu"),
            Of("vi", "là và của có không được cho một các trong này với những người để đã khi từ đến cũng như về ra vào tôi ở nhiều hơn thì bạn nó sẽ"),
            Of("id", "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada kita saya mereka oleh atau sebagai lebih telah dapat adalah anda bisa seperti tersebut"),
            Of("ms", "yang dan di itu dengan untuk tidak ini daripada dalam akan pada juga ke kerana ada kita saya mereka oleh atau sebagai lebih telah boleh ialah anda adalah seperti tersebut"),
            Of("sw", "na ya wa kwa ni katika za la cha hii hiyo huo yake kuwa kama pia au lakini hadi watu ili baada vya alikuwa yao hivyo moja wake kila ambayo sana je ana kwamba kutoka ngapi jumla"),
            Of("tl", "ang ng sa na mga ay at ito ko si hindi para siya kung may mo niya namin kanilang ni nang pero isang o kaya lang din ako"),
            Of("ca", "el la els les de i que en un una és per amb no es del al com més seu seva però aquest aquesta són ha o entre quan molt també hi ser està des tot"),
            Of("lt", "ir yra kad su iš į kaip tai bet ar buvo jo po apie dėl ne jis nuo už jos gali būti taip šis jie prie per"),
            Of("lv", "un ir ka ar no uz par kā tas bet vai bija to arī lai nav pēc viņš tā šī pie gan var ko jo tiek"),
            Of("sq", "dhe të në e i një që me për nga është si nuk ka më por se janë do edhe kjo ky u ose ishte duke"),
            Of("af", "die en van in is het 'n nie te dat vir met op wat as aan sy om ook hy was deur word by daar maar uit kan hulle"),
            Of("eu", "eta da ez bat du zen dira izan ere edo baina hau den egin dute zuen duen bere hori oso izango dela"),
        ],
        ["Cyrillic"] =
        [
            Of("ru", "и в не на что с он как это по но из у за от так же к его для о вы бы мы все она или если есть был только было чтобы может также они их до быть когда который при еще ещё"),
            Of("uk", "і в не на що з він як це по але із у за від так же до його для про ви ми все вона або якщо є був тільки було щоб може також вони їх бути коли який при ще та й"),
            Of("bg", "и в не на че с той като това по но от у за така да се са е си ще или ако има беше само за може също те им до да бъде когато който при още"),
            Of("sr", "и у не на да с он као то по али из за од тако се су је или ако има био само може такође они их до бити када који при још што"),
            Of("be", "і ў не на што з ён як гэта па але за ад так жа да яго для пра вы мы усе яна або калі ёсць быў толькі было каб можа таксама яны іх быць які"),
            Of("mk", "и во не на дека со тој како ова по но од за така да се е или ако има беше само може исто тие им до биде кога кој при уште што"),
            Of("kk", "және бұл бір мен де да үшін ол осы болып деп болады бар емес туралы оның сол бойынша кейін жоқ"),
        ],
        ["Arabic"] =
        [
            Of("ar", "في من على إلى أن هذا هذه التي الذي مع عن ما لا كان كما أو قد و هو هي بعد كل بين ذلك لم إن ثم حيث حتى يمكن كانت عند غير"),
            Of("fa", "و در به از که این را با است برای آن یک می بود شد خود تا کرد ها هم نیز بر یا اما شده باشد کند دارد آنها هر"),
            Of("ur", "کے میں کی ہے اور سے کا کو پر نے کہ یہ ہیں اس بھی ایک نہیں تو جو کیا ہو تھا وہ کر لیے گیا ان ساتھ"),
        ],
        ["Devanagari"] =
        [
            Of("hi", "के में है की और से का को पर ने कि यह हैं इस भी एक नहीं तो जो क्या हो था वह कर लिए गया उन साथ या अपने"),
            Of("mr", "आणि आहे या की हे ते च्या मध्ये एक नाही तर होते साठी असे त्या व हा ही आहेत म्हणून पण केले"),
            Of("ne", "र छ को मा यो पनि हो भएको का लागि एक गर्न छन् थियो तर भने गरेको हुन्छ ले त्यो"),
        ],
    };

    private static (string Language, FrozenSet<string> Words) Of(string language, string words) => (language, words.Split(' ').ToFrozenSet(StringComparer.Ordinal));
}
