import type { Translator } from '../../../shared/case-model/document.ts';
import type { CertificatePreset } from '../../../shared/case-model/translation.ts';

/** What a certificate speaks of. */
export interface CertificateSubject {
  /** English names of the languages. */
  readonly from: string;
  readonly into: string;
  readonly title: string;
  /** Exhibit number or id. */
  readonly number: string;
  readonly pages: number;
  readonly originalSha256: string;
  readonly translationSha256: string;
  readonly translator: Translator;
  /** ISO 8601 date. */
  readonly date: string;
  /** The decision by which a court appointed the translator, where there is one. */
  readonly decision?: string | undefined;
  /** Name and address of an agency. */
  readonly agency?: string | undefined;
}

/** A certificate as its template takes it. */
export interface CertificateWords {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly (readonly [string, string])[];
  readonly signature: readonly string[];
  readonly note: string;
}

/** What a preset asks for beside the translator's name: the agency, an address, or the register number or appointing decision. */
export type MissingForCertificate = 'agency' | 'contact' | 'register';

interface Wording {
  readonly heading: string;
  readonly paragraphs: (subject: CertificateSubject) => readonly string[];
  readonly signature: readonly string[];
  /** What the preset needs beside a name. */
  readonly missing: (subject: CertificateSubject) => MissingForCertificate | undefined;
}

const wordings: Readonly<Record<CertificatePreset, Wording>> = {
  'plain': {
    heading: 'Certificate of translation',
    paragraphs: ({ from, into, title }) => [`I certify that this is a true and accurate translation from ${from} into ${into} of the document “${title}”.`],
    signature: ['Signature'],
    missing: () => undefined,
  },
  'uk-agency': {
    heading: 'Certificate of translation accuracy',
    paragraphs: ({ from, into, title, translator, agency }) => [
      `We, ${agency ?? ''}, certify that the attached document is a true and accurate translation of the original “${title}” from ${from} into ${into}.`,
      `The translation was made by ${translator.name}${translator.qualification === undefined ? '' : `, ${translator.qualification}`}, who is competent in both languages.`,
    ],
    signature: ['Signed for the agency', 'Name and position', 'Stamp'],
    missing: ({ agency, translator }) => ((agency ?? '').trim() === '' ? 'agency' : (translator.contact ?? '').trim() === '' ? 'contact' : undefined),
  },
  // 8 CFR 1003.33: certified by the translator as competent, and the translation as true and accurate to the best of their abilities; printed legibly; by person, not agency.
  'us-8-cfr-1003-33': {
    heading: 'Certificate of translation (8 CFR § 1003.33)',
    paragraphs: ({ from, into, title, translator }) => [
      `I, ${translator.name}, certify that I am competent to translate from ${from} into ${into}, and that the attached translation of “${title}” is true and accurate to the best of my abilities.`,
    ],
    signature: ['Signature of the translator', 'Name, printed'],
    missing: ({ translator }) => ((translator.contact ?? '').trim() === '' ? 'contact' : undefined),
  },
  'sworn-translator': {
    heading: 'Statement of a sworn translator',
    paragraphs: ({ from, into, title, translator, decision }) => [
      `As a sworn translator for ${from} and ${into}${translator.register === undefined ? '' : `, entered in the register under number ${translator.register}`}${decision === undefined ? '' : `, appointed by ${decision}`}, I certify that this translation of “${title}” agrees fully with the original, which was before me.`,
    ],
    signature: ['Signature', 'Seal'],
    missing: ({ translator, decision }) => ((translator.register ?? '').trim() === '' && (decision ?? '').trim() === '' ? 'register' : undefined),
  },
};

/** What a preset still needs before its certificate can be made; undefined for nothing. */
export function missingForCertificate(preset: CertificatePreset, subject: CertificateSubject): MissingForCertificate | undefined {
  return wordings[preset].missing(subject);
}

/** The words of a certificate by a preset. */
export function certificateWords(preset: CertificatePreset, subject: CertificateSubject): CertificateWords {
  const { heading, paragraphs, signature } = wordings[preset];
  const { from, into, number, pages, originalSha256, translationSha256, translator, date, decision, agency } = subject;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Document', number], ['Languages', `${from} → ${into}`], ['Pages of the translation', String(pages)], ['Translator', translator.name], ['Qualification', translator.qualification], ['Register number', translator.register],
    ['Appointed by', decision], ['Agency', agency], ['Contact', translator.contact], ['Date', date], ['SHA-256 of the original', originalSha256], ['SHA-256 of the translation', translationSha256],
  ];
  return {
    heading, paragraphs: paragraphs(subject), signature,
    facts: facts.flatMap(([label, value]): [string, string][] => (value === undefined || value.trim() === '' ? [] : [[label, value]])),
    note: 'The two hashes bind this certificate to exactly these files.',
  };
}

/** The English name of a language, or its tag where it has none. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
}
