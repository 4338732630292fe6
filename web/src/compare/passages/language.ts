const scripts: ReadonlyArray<readonly [name: string, letters: RegExp]> = [
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Korean', /\p{Script=Hangul}/gu],
  ['Chinese', /\p{Script=Han}/gu],
  ['Arabic', /\p{Script=Arabic}/gu],
  ['Hebrew', /\p{Script=Hebrew}/gu],
  ['Cyrillic', /\p{Script=Cyrillic}/gu],
  ['Greek', /\p{Script=Greek}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Devanagari', /\p{Script=Devanagari}/gu],
];

// Words that make up much of any text in their language, and that the others do not have.
const common: ReadonlyArray<readonly [name: string, words: string]> = [
  ['English', 'the and of to is in that for with are this was what how which does my can who when do not it on'],
  ['German', 'der die das und ist nicht ein eine wie ich mit für auf den dem wird sich von zu kann wo wer warum mein'],
  ['French', 'le les une est pas pour que qui dans avec sur je il elle des du comment pourquoi quel où mon peut'],
  ['Spanish', 'el los las una es por para con qué cómo dónde del mi puedo está cuando porque como su'],
  ['Italian', 'il gli una è per con che non come dove perché del della sono mio posso quando nel'],
  ['Portuguese', 'os uma é para com não como onde porque do da meu posso quando na em está'],
  ['Dutch', 'het een is niet van voor met hoe waar waarom mijn kan op dat zijn wordt ik'],
  ['Polish', 'nie jest się na do jak czy gdzie dlaczego mój mogę dla przez to'],
];

/** The language or script that a text looks like, when it is not English; null when it is, or when it cannot be told. */
export function foreignLanguage(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [name, pattern] of scripts) {
    if ((text.match(pattern)?.length ?? 0) > Math.max(1, letters * (name === 'Japanese' ? 0.1 : 0.3))) return name;
  }
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = common.map(([name, list]) => {
    const known = new Set(list.split(' '));
    return { name, count: words.filter((word) => known.has(word)).length };
  });
  const english = counts[0]!.count;
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return best.name !== 'English' && best.count >= 2 && best.count > 2 * english ? best.name : null;
}
