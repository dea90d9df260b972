import type { NameMatch } from '../../shared/case-model/protected-person.ts';
import { endingFits, stemsOfToken } from './endings.ts';
import { foldLetters } from './fold.ts';
import { letterDistance, repairDigits } from './misreading.ts';
import type { NamePart, PreparedPersons } from './prepare-persons.ts';
import { isAbjad, mendMixedScript, scriptOf } from './script.ts';
import { soundDistance } from './sound-distance.ts';
import { soundKey, soundsOf } from './sounds.ts';
import type { Token } from './text-stream.ts';

/** How a word was recognised as part of a name. */
export type MatchKind = NameMatch;

/** A part of a protected name, found in one token. */
export interface PartMatch {
  readonly part: NamePart;
  readonly how: MatchKind;
  /** 0 to 1. */
  readonly confidence: number;
  /** Holds only beside another part of the same name. */
  readonly weak: boolean;
}

const memoryLimit = 200_000;
const confidences: Readonly<Record<MatchKind, number>> = { exact: 1, inflected: 0.95, transliterated: 0.9, joined: 0.85, misread: 0.75, similar: 0.65 };
const arabicClitics = /^(?:[وف]?(?:لل|[بلك]?ال|[بلك])|[وف])(?=..)/u;
const hebrewClitics = /^(?:[וש]?[הבלמכ]|[וש])(?=..)/u;

/** Every part of every protected name that a token may be, best first; what was once found is remembered. */
export function matchToken(token: Token, prepared: PreparedPersons): readonly PartMatch[] {
  const key = `${token.text}\u0000${token.compound ? 'c' : ''}${token.mended ? 'm' : ''}`;
  const known = prepared.memory.get(key);
  if (known !== undefined) return known;
  const matches = computeMatches(token, prepared);
  if (prepared.memory.size >= memoryLimit) prepared.memory.clear();
  prepared.memory.set(key, matches);
  return matches;
}

function computeMatches(token: Token, prepared: PreparedPersons): PartMatch[] {
  const best = new Map<NamePart, PartMatch>();
  const add = (part: NamePart, how: MatchKind, weak = false): void => {
    const known = best.get(part);
    const match = { part, how, weak, confidence: weak ? confidences[how] - 0.2 : confidences[how] };
    if (known === undefined || known.confidence < match.confidence) best.set(part, match);
  };
  for (const form of formsOf(token)) {
    for (const part of prepared.exact.get(form.folded) ?? []) if (mayStand(token, part)) add(part, form.repaired ? 'misread' : 'exact');
    const sounds = soundsOf(form.text, form.script);
    if (Array.from(form.folded).length < 2 || sounds.length < 2) continue;
    for (const { stem, ending } of stemsOfToken(soundKey(sounds), form.script)) {
      for (const name of prepared.stems.get(stem) ?? []) {
        if (!endingFits(name, ending) || !keyMaySuffice(name.part, token, stem)) continue;
        const whole = ending === '' && name.own === '';
        add(name.part, form.repaired ? 'misread' : name.part.script === form.script && !whole ? 'inflected' : whole || name.part.script !== form.script ? 'transliterated' : 'inflected');
      }
    }
    if (best.size === 0) for (const part of prepared.parts) addNear(form, sounds, { token, part, add });
  }
  return [...best.values()].sort((a, b) => b.confidence - a.confidence);
}

interface TokenForm {
  readonly text: string;
  readonly folded: string;
  readonly script: Token['script'];
  /** Digits were taken for the letters they look like. */
  readonly repaired: boolean;
}

/** The token as written, and as it reads without clitics, elisions, possessives, look-alike letters and digits. */
function formsOf(token: Token): TokenForm[] {
  const texts = new Map<string, boolean>([[token.text, false]]);
  const add = (text: string, repaired = false): void => {
    if (foldLetters(text).length >= 2 && !texts.has(text)) texts.set(text, repaired);
  };
  const pieces = token.text.split(/['’‘ʼ`´′]/u);
  if (pieces.length > 1) for (const piece of pieces) if (Array.from(piece).length >= 3) add(piece);
  if (/\d/.test(token.folded)) {
    add(token.text.replace(/^\p{N}+|\p{N}+$/gu, ''));
    add(repairDigits(token.text, token.script), true);
  }
  // okoval@…: an initial before the surname.
  if (token.compound && token.folded.length >= 6) add(token.text.replace(/\p{N}+$/u, '').slice(1));
  const mended = mendMixedScript(token.text);
  if (mended !== token.text) add(mended, true);
  if (token.script === 'arabic') for (const folded of [token.text, foldLetters(token.text)]) add(folded.replace(arabicClitics, ''));
  if (token.script === 'hebrew') add(token.text.replace(hebrewClitics, ''));
  return Array.from(texts, ([text, repaired]) => ({ text, folded: foldLetters(text), script: scriptOf(text), repaired }));
}

/** Two-letter parts and small-written short words need their capital, or every page would be full of them. */
function mayStand(token: Token, part: NamePart): boolean {
  const length = Array.from(part.folded).length;
  if (token.letterCase === 'lower' && !token.compound && !token.mended && startsUpper(part.text)) return length >= 4 && hasNoOtherAccents(token.text, part.text);
  return length >= 3 || token.letterCase !== 'lower';
}

function keyMaySuffice(part: NamePart, token: Token, stem: string): boolean {
  if (!mayStand(token, part) || part.sounds.length < 3) return false;
  if (part.script !== token.script && (isAbjad(part.script) || isAbjad(token.script))) return stem.length >= 4 && (token.letterCase !== 'lower' || token.compound);
  if (stem.length <= 2) return token.letterCase !== 'lower' && token.script === part.script && token.script !== 'latin';
  if (token.letterCase !== 'lower' || token.compound) return true;
  // In running text a word in small letters is a common noun unless it is spelled like the name.
  return stem.length >= 4 && token.folded.startsWith(part.folded.slice(0, 4));
}

// Vietnamese hành is not the name Hạnh; a word written without any accent may be.
function hasNoOtherAccents(text: string, name: string): boolean {
  return text.toLowerCase() === name.toLowerCase() || !/\p{M}/u.test(text.normalize('NFD')) || foldLetters(text) !== foldLetters(name);
}

function startsUpper(text: string): boolean {
  return /^\p{Lu}/u.test(text);
}

interface NearSearch {
  readonly token: Token;
  readonly part: NamePart;
  readonly add: (part: NamePart, how: MatchKind, weak?: boolean) => void;
}

function addNear(form: TokenForm, sounds: string, { token, part, add }: NearSearch): void {
  const abjad = isAbjad(form.script) !== isAbjad(part.script);
  if (token.letterCase === 'lower' && !token.compound) return;
  if (!abjad && (part.sounds.length < 4 || Math.abs(part.sounds.length - sounds.length) > 4)) return;
  const limit = abjad ? abjadLimit(part) : soundLimit(part);
  const [vowelled, other] = isAbjad(part.script) ? [sounds, part.sounds] : [part.sounds, sounds];
  const slack = part.sounds.length >= 4 ? 0.45 : 0.1;
  let distance = soundDistance(vowelled, other, { abjad, limit: limit + slack });
  if (!abjad && form.script !== 'other') {
    for (const { stem, ending } of stemsOfToken(sounds, form.script)) {
      if (ending === '' || stem.length < 4) continue;
      distance = Math.min(distance, 0.1 + soundDistance(part.sounds.replace(/[aeiou]$/, ''), stem, { abjad, limit: limit + slack }));
    }
  }
  if (distance <= limit) add(part, part.script === form.script ? 'similar' : 'transliterated');
  else if (distance <= limit + slack) add(part, 'similar', true);
  if (part.script !== form.script || part.folded.length < 4) return;
  const letters = letterDistance(part.folded, form.folded);
  if (letters <= letterLimit(part.folded.length)) add(part, 'misread');
  else if (letters <= letterLimit(part.folded.length) + 0.6) add(part, 'misread', true);
}

function soundLimit(part: NamePart): number {
  const { length } = part.sounds;
  if (part.consonants < 2) return 0.2;
  return length <= 4 ? 0.3 : length <= 6 ? 0.4 : length <= 8 ? 0.7 : 0.95;
}

function abjadLimit(part: NamePart): number {
  return part.consonants <= 1 ? -1 : part.consonants === 2 ? 0.2 : part.consonants === 3 ? 0.4 : 0.7;
}

function letterLimit(length: number): number {
  return length <= 4 ? 0.3 : length <= 6 ? 0.6 : length <= 8 ? 1 : 1.3;
}
