import anyAscii from 'any-ascii';
import { plain } from './fold.ts';
import { mendMixedScript, scriptOf, type Script } from './script.ts';

// One letter a sound. Vowels a e i o u; consonants b d f g h k l m n p r s t v z; Z (zh), S (sh), C (ch), T (ts), X (kh).
// Undecided letters: c (Latin c), Q (Latin ch), J (Latin j), W (waw: o, u, v), Y (ya: i, e).

const cyrillic = table({
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', є: 'ie', ё: 'io', ж: 'Z', з: 'z', и: 'i', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm',
  н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ў: 'v', ф: 'f', х: 'X', ц: 'T', ч: 'C', ш: 'S', щ: 'SC', ъ: '', ы: 'i', ь: '', э: 'e',
  ю: 'iu', я: 'ia', ђ: 'Z', ћ: 'C', џ: 'Z', љ: 'l', њ: 'n', ј: 'i', ѓ: 'g', ќ: 'k', ѕ: 'z', ғ: 'g', қ: 'k', ң: 'n', ө: 'o', ү: 'u', ұ: 'u', һ: 'h', ә: 'a', ѣ: 'e', ѫ: 'u',
});
const greek = table({
  ου: 'u', αι: 'e', ει: 'i', οι: 'i', υι: 'i', αυ: 'av', ευ: 'ev', γγ: 'ng', τσ: 'T', τζ: 'Z',
  α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 't', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'ks', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's',
  τ: 't', υ: 'i', φ: 'f', χ: 'X', ψ: 'ps', ω: 'o',
});
const arabic = table({
  أو: 'W', او: 'W', إي: 'Y', اي: 'Y', أي: 'Y', تش: 'C', تس: 'T', أ: 'a', إ: 'i', آ: 'a', ٱ: 'a', ا: 'a', ء: '', ؤ: 'W', ئ: 'Y', ب: 'b', ت: 't', ث: 't', ج: 'Z', ح: 'h', خ: 'X',
  د: 'd', ذ: 'z', ر: 'r', ز: 'z', س: 's', ش: 'S', ص: 's', ض: 'd', ط: 't', ظ: 'z', ع: 'a', غ: 'g', ف: 'f', ق: 'k', ك: 'k', ک: 'k', ل: 'l', م: 'm', ن: 'n',
  ه: 'h', ة: 'a', و: 'W', ي: 'Y', ی: 'Y', ى: 'a', پ: 'p', چ: 'C', ژ: 'Z', گ: 'g', ڤ: 'v', ڨ: 'g', ٹ: 't', ڈ: 'd', ڑ: 'r', ں: 'n', ھ: 'h', ے: 'Y', 'َ': 'a', 'ُ': 'u', 'ِ': 'i',
});
const hebrew = table({
  'או': 'W', 'אי': 'Y', 'וו': 'v', 'יי': 'Y', 'טש': 'C', א: 'a', ב: 'b', ג: 'g', ד: 'd', ה: 'h', ו: 'W', ז: 'z', ח: 'X', ט: 't', י: 'Y', כ: 'k', ך: 'k', ל: 'l', מ: 'm', ם: 'm', נ: 'n', ן: 'n',
  ס: 's', ע: 'a', פ: 'p', ף: 'p', צ: 'T', ץ: 'T', ק: 'k', ר: 'r', ש: 'S', ת: 't',
});
const latinLetters = table({
  š: 'sh', ş: 'sh', ș: 'sh', ś: 'sh', ŝ: 'sh', ž: 'zh', ż: 'zh', ź: 'zh', č: 'tch', ć: 'tch', ĉ: 'tch', ç: 'tch', ţ: 'ts', ț: 'ts', ł: 'l', ñ: 'n', ğ: 'g', đ: 'dj', ß: 'ss', æ: 'e', œ: 'o', ø: 'o', ö: 'o', ü: 'u', ä: 'a', å: 'a',
  ı: 'i', þ: 't', ð: 'd', ə: 'e', ŭ: 'u', ŷ: 'i', ë: 'e', ē: 'e', ě: 'e', ț̦: 'ts', ﬁ: 'fi', ʻ: '', ʿ: '', ʾ: '',
});
const latinGroups: readonly (readonly [RegExp, string])[] = [
  [/shch|szcz|schtsch|chtch|stch/g, 'SC'], [/tsch|tch|cz/g, 'C'], [/dzh|dsch|dj(?=[aeiou])|xh|gj/g, 'Z'], [/sch|sh|sz/g, 'S'], [/zh|zs/g, 'Z'], [/kh/g, 'X'], [/ch/g, 'Q'],
  [/ts|tz/g, 'T'], [/dz/g, 'z'], [/ph/g, 'f'], [/th/g, 't'], [/gh/g, 'g'], [/dh/g, 'd'], [/bh/g, 'b'], [/rh/g, 'r'], [/ck/g, 'k'], [/qu/g, 'k'], [/q/g, 'k'], [/x/g, 'ks'],
  [/oo|ou/g, 'u'], [/ee/g, 'i'], [/w/g, 'v'], [/y/g, 'i'], [/j/g, 'J'],
];

const vowels = new Set('aeiou');

/** Whether a sound letter is a vowel or may stand for one. */
export function isVowel(sound: string): boolean {
  return vowels.has(sound) || sound === 'W' || sound === 'Y';
}

/** How a word sounds, roughly, whatever script and transliteration it is written in: comparable with {@link soundDistance}. */
export function soundsOf(token: string, script: Script = scriptOf(token)): string {
  const lower = plain(mendMixedScript(token)).toLowerCase();
  if (script === 'cyrillic') return collapse(translate(lower.normalize('NFC'), cyrillic));
  if (script === 'greek') return collapse(translate(lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/^μπ/, 'b').replace(/^ντ/, 'd').replace(/^γκ/, 'g'), greek));
  if (script === 'arabic') return collapse(arabicSounds(lower));
  if (script === 'hebrew') return collapse(translate(lower.normalize('NFD').replace(/\p{M}/gu, ''), hebrew).replace(/h$/, 'a'));
  const latin = script === 'latin' ? lower : anyAscii(lower).toLowerCase();
  return collapse(latinSounds(latin));
}

/**
 * A coarse form of {@link soundsOf}: equal for the usual transliterations of one word (h and g, v and f, ie and e, ii and i alike),
 * so that it can be looked up in a table.
 */
export function soundKey(sounds: string): string {
  return sounds
    .replace(/[gX]/g, 'h').replace(/f/g, 'v').replace(/Q/g, 'C').replace(/c(?=[eiYJ])/g, 'T').replace(/c/g, 'k').replace(/[JY]/g, 'i').replace(/W/g, 'u')
    .replace(/i+e/g, 'e').replace(/i+/g, 'i').replace(/(.)\1+/g, '$1');
}

function latinSounds(lower: string): string {
  let latin = translate(lower.normalize('NFC'), latinLetters, true).normalize('NFD').replace(/[^a-z]/g, '');
  for (const [group, sounds] of latinGroups) latin = latin.replace(group, sounds);
  return latin;
}

function arabicSounds(lower: string): string {
  const sounds = translate(lower.normalize('NFC').replace(/[\u064b-\u064d\u0651\u0652\u0654-\u065f\u0670]/gu, ''), arabic);
  return sounds.replace(/h$/, 'a');
}

function collapse(sounds: string): string {
  return sounds.replace(/(.)\1+/g, '$1');
}

function table(entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(entries));
}

function translate(text: string, letters: ReadonlyMap<string, string>, keepUnknown = false): string {
  let out = '';
  for (let index = 0; index < text.length; ) {
    const pair = letters.get(text.slice(index, index + 2));
    const letter = pair ?? letters.get(text.charAt(index));
    if (letter !== undefined) out += letter;
    else if (keepUnknown) out += text.charAt(index);
    else if (/[a-z]/.test(text.charAt(index))) out += text.charAt(index);
    index += pair === undefined ? 1 : 2;
  }
  return out;
}
