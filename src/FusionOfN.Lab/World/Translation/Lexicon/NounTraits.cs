namespace FusionOfN.Lab;

/// <summary>What a noun stands for and what can sensibly be done with it.</summary>
[Flags]
internal enum NounTraits
{
    None = 0,
    Adult = 1 << 0,
    Child = 1 << 1,
    Animal = 1 << 2,
    Food = 1 << 3,
    Text = 1 << 4,
    Thing = 1 << 5,
    Flower = 1 << 6,
    Openable = 1 << 7,
    Repairable = 1 << 8,
    Bulky = 1 << 9,
    Portable = 1 << 10,
    Person = Adult | Child,
    Animate = Person | Animal,
    Goods = Animal | Food | Text | Thing | Flower,
    Anything = Person | Goods,
}
