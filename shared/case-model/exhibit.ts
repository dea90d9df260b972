import type { DocumentId } from '../identifiers.ts';

export const exhibitStatuses = ['listed', 'agreed', 'contested', 'admitted', 'refused', 'withdrawn'] as const;
/** What the parties and the court say of an exhibit. */
export type ExhibitStatus = (typeof exhibitStatuses)[number];

export const subExhibitForms = ['dot', 'letter', 'slash'] as const;
/** How what came with an exhibit is numbered: `P-3.1`, `P-3a`, `P-3/1`. */
export type SubExhibitForm = (typeof subExhibitForms)[number];

/** How one party's exhibits are numbered. */
export interface ExhibitScheme {
  /** Whose exhibits: `prosecution`, `defence`, or any other name. */
  readonly party: string;
  /** `{n}` the number, `{n:4}` with leading zeros: `P-{n}`, `UKR-OTP-{n:4}`. */
  readonly format: string;
  /** First number of the party's range. */
  readonly first: number;
  /** Last number of the range, where it has an end. */
  readonly last?: number;
  readonly sub: SubExhibitForm;
}

/** What is known of a document as an exhibit, beside its number. */
export interface ExhibitState {
  readonly status: ExhibitStatus;
  readonly party?: string;
  /** In the words of the party or the order; goes into the exhibit list. */
  readonly note?: string;
  /** Evidence registration number of the first page; the last digits count on from page to page. */
  readonly ern?: string;
  /** ISO 8601. */
  readonly changedAt?: string;
  readonly changedBy?: string;
}

/** One change of an exhibit's number. */
export interface NumberChange {
  readonly document: DocumentId;
  readonly from?: string;
  readonly to?: string;
  /** ISO 8601. */
  readonly at: string;
}

export const lateDocumentRules = ['renumber', 'end', 'insert'] as const;
/** Where documents go that were not in the last build: anywhere with all pages renumbered, at the end, or in their place as pages `12A`, `12B`. */
export type LateDocumentRule = (typeof lateDocumentRules)[number];

export const markPlaces = ['frame', 'margin'] as const;
/** Where stamps and headers stand: in a band that is added around each page, or in the page's own white margin, where it has one. */
export type MarkPlace = (typeof markPlaces)[number];

/** How the bundle is made, the same for every edition. */
export interface BundleSettings {
  readonly late: LateDocumentRule;
  /** Translations after their original, or each page beside the original's on facing pages. */
  readonly translations: 'after' | 'facing';
  readonly marks: MarkPlace;
  readonly cover: boolean;
  readonly sectionSheets: boolean;
  /** A page behind each translation that has no certificate in the case, with what is recorded of who certified it. */
  readonly certificates: boolean;
  /** The exhibit list, the custody statement, the redaction log and the list of issues as pages of the bundle. */
  readonly exhibitList: boolean;
  readonly custodyStatement: boolean;
  readonly redactionLog: boolean;
  readonly issues: boolean;
  /** Text of the stamp; the court profile's own where absent. */
  readonly stamp?: string;
  /** Whether mentions of exhibits and bundle pages inside documents become links. */
  readonly links: boolean;
}

/** Settings of a case where nothing was chosen. */
export const usualBundleSettings: BundleSettings = {
  late: 'renumber', translations: 'after', marks: 'frame', cover: false, sectionSheets: false, certificates: false, exhibitList: false, custodyStatement: false, redactionLog: false, issues: false, links: true,
};

/** A registration number such as `UKR-OTP-0001-0099` some pages on, with its leading zeros; what has no digits stays as it is. */
export function countOn(ern: string, by: number): string {
  return ern.replace(/\d+(?=\D*$)/u, (digits) => (BigInt(digits) + BigInt(by)).toString().padStart(digits.length, '0'));
}
