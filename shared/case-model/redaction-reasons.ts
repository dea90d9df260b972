const pattern = (sentence: string): RegExp => new RegExp(`^${sentence}$`, 'u');
const several = '(?:the name of several words, )?';

/** Why a place was found, by stable code: the sentence in which the case, and the log of redactions, keep it in English. */
const sentences = {
  'term': pattern('a term of the order'),
  'term-inside': pattern('a term of the order inside a longer word'),
  'term-other-form': pattern('a term of the order in another form'),
  'term-broken': pattern('a term of the order, broken'),
  'expression': pattern('expression (?<number>\\d+) of the order'),
  'iban': pattern('an IBAN'),
  'iban-misread': pattern('an IBAN with digits misread'),
  'payment-card': pattern('a payment card number'),
  'birth-date': pattern('a date of birth'),
  'email': pattern('an e-mail address'),
  'phone': pattern('a phone number'),
  'national-id': pattern('a national identifier \\((?<country>[^)]*)\\)'),
  'street': pattern('a street address'),
  'plate': pattern('a vehicle plate'),
  'coordinates': pattern('geographic coordinates'),
  'name-as-given': pattern(`(?<person>.+): ${several}a name as given`),
  'name-inflected': pattern(`(?<person>.+): ${several}an inflected form of a name`),
  'name-other-script': pattern(`(?<person>.+): ${several}a name in another script or spelling`),
  'name-misread': pattern(`(?<person>.+): ${several}a name with letters misread`),
  'name-similar': pattern(`(?<person>.+): ${several}a word that sounds like a name`),
  'name-joined': pattern(`(?<person>.+): ${several}a name joined with other text`),
} as const satisfies Readonly<Record<string, RegExp>>;

export type RedactionReasonCode = keyof typeof sentences;
export const redactionReasonCodes = Object.keys(sentences) as [RedactionReasonCode, ...RedactionReasonCode[]];

/** What is said of a redaction that was carried over to a whole sentence of the other language. */
export const narrowIt = ' (the sentence that corresponds: narrow it)';

/** Why the edition's rules found a place, as a code with values. */
export interface RedactionReason {
  readonly code: RedactionReasonCode;
  readonly values?: Readonly<Record<string, string>>;
}

/** The reason that a stored sentence of the engine tells; undefined for a person's own words. */
export function redactionReason(sentence: string): RedactionReason | undefined {
  for (const code of redactionReasonCodes) {
    const found = sentences[code].exec(sentence);
    if (found !== null) return { code, ...(found.groups === undefined ? {} : { values: { ...found.groups } }) };
  }
  return undefined;
}
