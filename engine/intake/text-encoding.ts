import chardet from 'chardet';
import iconv from 'iconv-lite';

/** Text with the encoding that it was read in. */
export interface DecodedText {
  readonly text: string;
  /** Name of the encoding. */
  readonly encoding: string;
  /** The bytes do not say what they are: the encoding is the likeliest one, not a certain one. */
  readonly guessed: boolean;
}

/** Encodings that a language is likely to come in, before anything else is tried. */
const likelyEncodings: Readonly<Record<string, readonly string[]>> = {
  uk: ['windows-1251', 'koi8-u', 'iso-8859-5', 'ibm866'], ru: ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866'], bg: ['windows-1251', 'iso-8859-5'], sr: ['windows-1251', 'windows-1250'],
  ar: ['windows-1256', 'iso-8859-6'], fa: ['windows-1256'], he: ['windows-1255', 'iso-8859-8'], el: ['windows-1253', 'iso-8859-7'], tr: ['windows-1254', 'iso-8859-9'],
  ro: ['windows-1250', 'iso-8859-2'], pl: ['windows-1250', 'iso-8859-2'], hu: ['windows-1250', 'iso-8859-2'], cs: ['windows-1250', 'iso-8859-2'], sq: ['windows-1252'],
  vi: ['windows-1258'], th: ['windows-874'], zh: ['gb18030', 'big5'], ja: ['shift_jis', 'euc-jp'], ko: ['euc-kr'], lt: ['windows-1257'], lv: ['windows-1257'], et: ['windows-1257'],
};

/**
 * Reads text in whatever encoding it came: by its byte-order mark, as UTF-8 where it is valid, as UTF-16 where its zero bytes say so,
 * else by the language that the user stated (BCP 47) and by its letters. Never fails: any bytes give a text.
 */
export function decodeText(bytes: Uint8Array, language?: string): DecodedText {
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) return { text: iconv.decode(bytes.subarray(mark.length), mark.encoding), encoding: mark.encoding, guessed: false };
  const wide = utf16Order(bytes);
  if (wide !== undefined) return { text: iconv.decode(bytes, wide), encoding: wide, guessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', guessed: false };
  } catch {
    return guess(bytes, language);
  }
}

/** Decodes with a named encoding, or as `decodeText` does where the name is unknown. */
export function decodeTextAs(bytes: Uint8Array, encoding: string | undefined, language?: string): DecodedText {
  if (encoding !== undefined && iconv.encodingExists(encoding)) return { text: iconv.decode(bytes, encoding), encoding: encoding.toLowerCase(), guessed: false };
  return decodeText(bytes, language);
}

/** Whether bytes are text in some encoding: hardly a control character, or zero bytes in the pattern of UTF-16. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (byteOrderMark(bytes) !== undefined || utf16Order(bytes) !== undefined) return true;
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) return false;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) controls++;
  }
  return controls <= bytes.byteLength / 200;
}

interface Mark {
  readonly encoding: string;
  readonly length: number;
}

function byteOrderMark(bytes: Uint8Array): Mark | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: 'utf-32le', length: 4 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32be', length: 4 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.byteLength, 4096) & ~1;
  if (length < 8) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  let spaces = 0;
  for (let at = 0; at < length; at += 2) {
    const even = bytes[at] ?? 0;
    const odd = bytes[at + 1] ?? 0;
    if (even === 0) evenZeros++;
    if (odd === 0) oddZeros++;
    if ((even === 0 && odd === 0) || (even === 0xff && odd === 0xff)) return undefined;
    // In scripts other than Latin the spaces and line ends still carry a zero byte, always on the same side.
    if ((even === 0x20 || even === 0x0a || even === 0x0d) && odd === 0) spaces++;
    if ((odd === 0x20 || odd === 0x0a || odd === 0x0d) && even === 0) spaces--;
  }
  const pairs = length / 2;
  if (oddZeros > 0 && evenZeros === 0 && (oddZeros > pairs * 0.4 || spaces > pairs * 0.04)) return 'utf-16le';
  if (evenZeros > 0 && oddZeros === 0 && (evenZeros > pairs * 0.4 || -spaces > pairs * 0.04)) return 'utf-16be';
  return undefined;
}

function guess(bytes: Uint8Array, language: string | undefined): DecodedText {
  const sample = bytes.subarray(0, 65_536);
  const analysed = chardet.analyse(sample).map(({ name }) => name.toLowerCase());
  const likely = likelyEncodings[language?.split('-')[0]?.toLowerCase() ?? ''];
  const candidates = [...new Set([...(likely ?? analysed.map((name) => windowsSets[name] ?? name)), 'windows-1252'])].filter((name) => iconv.encodingExists(name) && !/^(utf|ascii|iso-2022)/.test(name));
  // The first of equally plausible ones: the likelier one stands first.
  const scored = candidates.map((encoding) => ({ encoding, faults: implausibility(iconv.decode(sample, encoding)) }));
  const best = scored.reduce((a, b) => (b.faults < a.faults ? b : a));
  return { text: iconv.decode(bytes, best.encoding), encoding: best.encoding, guessed: true };
}

/** The ISO sets have no letters where the Windows ones do: what uses those places is the Windows set. */
const windowsSets: Readonly<Record<string, string>> = { 'iso-8859-1': 'windows-1252', 'iso-8859-9': 'windows-1254' };

/** Signs that text was read in the wrong encoding: capitals inside words, scripts mixed in one word, signs inside words, unreadable letters. */
function implausibility(text: string): number {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return (
    count(/\p{Ll}\p{Lu}/gu) + count(/[A-Za-z][\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}][A-Za-z]/gu) +
    count(/(?<=\p{L})[\u0080-\u00bf\u2010-\u201b\u201e-\u2bff](?=\p{L})/gu) + 3 * count(/[\ufffd\u0080-\u009f]/g) + count(/[\u00a4-\u00b6\u00b8-\u00ba](?=\p{L})|(?<=\p{L})[\u00a4-\u00b6\u00b8-\u00ba]/gu)
  );
}
