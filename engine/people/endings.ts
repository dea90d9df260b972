import { isVowel, soundKey, soundsOf } from './sounds.ts';
import type { Script } from './script.ts';

// Case endings, articles and possessives that languages put on names, as written. Slavic, Romanian, Albanian, Hungarian, Turkish, Baltic, Greek.
const written: Partial<Record<Script, string>> = {
  cyrillic:
    'а я у ю ом ем єм ьом ою ею єю ой ей ёй и і ї ы е є ё ові еві єві ів їв ев ов ам ям ами ями ах ях ого его ього ому ему ьому им ім ым їм ий ій ый их іх ых ої ую юю ая яя ое ее ін їн ин ина ине ині ину иної ова ове ової ову ового ію ією ії ія ът ят та то те ия ови',
  latin:
    'a e i y u o em om im am iem ym iom ami emi ach ech imi owi ovi evi owie ove ego eho ega oga emu omu ej ei ii iei ai iu ie ul ului ule lui lor ilor ow ov ova ovou ou s es ns n en in un it ut ve ja je t ot et at nak nek ban ben ba be val vel al el hoz hez tol rol bol ra re on ig ert ek nin nun yi yu ye ya de da den dan le la ak as is us ui os oiu oyu eyu iyu oj oju iej iv oho yi',
  greek: 'α η ο ου ον ος ης ας ες ων ους ε ι',
};

/** Endings as sound keys, by script of the word that carries them. */
const endings = new Map<Script, ReadonlySet<string>>(
  Object.entries(written).map(([script, list]) => [script as Script, new Set(list.split(' ').map((ending) => soundKey(soundsOf(ending, script as Script))))]),
);
const longestEnding = 5;
// After a stem of three sounds or fewer, only these, or ordinary words would be taken for names.
const cautiousLatin = new Set(['s', 'es', 'ei', 'ii', 'ul', 'ului', 'om', 'em', 'iu', 'oiu', 'ovi', 'ou', 'oi']);

/** What is left of a word without one ending. */
export interface Stem {
  readonly stem: string;
  /** As a sound key; empty for the whole word. */
  readonly ending: string;
}

/** The word as it is, and without each ending that its script's languages know. `key` is a sound key. */
export function stemsOfToken(key: string, script: Script): Stem[] {
  const stems: Stem[] = [{ stem: key, ending: '' }];
  const known = endings.get(script);
  if (known === undefined) return stems;
  for (let length = 1; length <= Math.min(longestEnding, key.length - 2); length++) {
    const ending = key.slice(-length);
    const stem = key.slice(0, -length);
    if (!known.has(ending)) continue;
    if (script === 'latin' && stem.length <= 3 && !cautiousLatin.has(ending)) continue;
    stems.push({ stem, ending });
  }
  return stems;
}

/** A stem of a name as the user gave it, and which endings may follow it in a text. */
export interface NameStem {
  readonly stem: string;
  /** The name's own ending, which another one replaces. */
  readonly own: string;
  /** `any`: with or without ending; `some`: never bare; `front`: before e or i only. */
  readonly before: 'any' | 'some' | 'front';
}

const softened: Readonly<Record<string, readonly string[]>> = { h: ['z', 'Z'], k: ['T', 'C'], t: ['T', 't'], d: ['z'], r: ['rz'], l: ['l'] };

/** Every stem under which an inflected form of a name may be found: vowels that come and go, consonants that soften. */
export function stemsOfName(name: string, script: Script): NameStem[] {
  const key = soundKey(soundsOf(name, script));
  const stems: NameStem[] = [{ stem: key, own: '', before: 'any' }];
  const ownEnding = /(?:[ai]?[aeiou]|i[iu]|[aeiou]s)$/.exec(key);
  const bare = new Set([key]);
  if (ownEnding !== null && key.length - ownEnding[0].length >= 2) {
    const own = ownEnding[0];
    const isGreekEnding = own.endsWith('s');
    if (!isGreekEnding || script === 'greek' || key.length >= 6) {
      const cuts = isGreekEnding ? [own.length] : own.length > 1 ? [1, own.length] : [1];
      for (const cut of cuts) {
        const stem = key.slice(0, -cut);
        if (stem.length < 2) continue;
        stems.push({ stem, own: key.slice(-cut), before: 'any' });
        bare.add(stem);
      }
    }
  }
  for (const stem of bare) {
    const last = stem.slice(-1);
    const beforeLast = stem.slice(-2, -1);
    if (isVowel(last)) continue;
    if (stem !== key || script === 'latin') for (const soft of softened[last] ?? []) stems.push({ stem: stem.slice(0, -1) + soft, own: key.slice(stem.length), before: 'front' });
    if (stem === key && stem.length >= 4 && isVowel(beforeLast)) {
      if (beforeLast !== 'a' && beforeLast !== 'u') stems.push({ stem: stem.slice(0, -2) + last, own: '', before: 'some' });
      if (beforeLast === 'i' && script === 'cyrillic') for (const vowel of ['o', 'e']) stems.push({ stem: stem.slice(0, -2) + vowel + last, own: '', before: 'some' });
    }
  }
  return stems.filter(({ stem }, index) => stems.findIndex((other) => other.stem === stem) === index);
}

/** Whether a text's ending may follow a name's stem. */
export function endingFits(name: NameStem, ending: string): boolean {
  if (name.own.startsWith('i') && name.own.length > 1 && ending !== '' && !/^[ie]/.test(ending)) return false;
  if (name.before === 'some') return ending !== '';
  if (name.before === 'front') return /^[ie]/.test(ending);
  return true;
}
