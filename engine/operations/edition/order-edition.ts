import type { Bundle } from '../../../shared/case-model/bundle.ts';
import type { CaseDocument } from '../../../shared/case-model/document.ts';
import type { SubExhibitForm } from '../../../shared/case-model/exhibit.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { subExhibit } from '../../bundle/index.ts';

/** Where a document stands in the bundle, and what the edition may see of it. */
export interface EditionEntry<Document extends CaseDocument = CaseDocument> {
  readonly document: Document;
  /** Exhibit number, or one derived from the original's or the message's; empty where neither has one. */
  readonly label: string;
  readonly relation: 'own' | 'attachment' | 'translation' | 'certificate';
  /** The document that it translates, certifies or came with. */
  readonly of?: DocumentId;
  /** Sealed: listed with a slip sheet in its place. */
  readonly access: 'open' | 'sealed';
}

export interface EditionSection<Document extends CaseDocument = CaseDocument> {
  readonly title: string;
  readonly entries: readonly EditionEntry<Document>[];
}

/** What an order follows beside the documents themselves. */
export interface OrderRules<Document extends CaseDocument = CaseDocument> {
  /** The form of the numbers of what came with a document; `P-3.1` where absent. */
  readonly sub?: (document: Document) => SubExhibitForm;
  /** Documents that are the certificate of the translation that they came with. */
  readonly certificates?: ReadonlySet<DocumentId>;
}

/**
 * The order of an edition: each listed document, then its translations, each with its certificate behind it, then its attachments. A document that is listed
 * and belongs to another one of the bundle stands with that one, once.
 */
export function orderEdition<Document extends CaseDocument>(bundle: Bundle, documents: readonly Document[], edition: string, { sub, certificates }: OrderRules<Document> = {}): EditionSection<Document>[] {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const belongsTo = (document: Document): DocumentId | undefined => document.translation?.original ?? document.parent;
  const listed = new Set(bundle.sections.flatMap(({ entries }) => entries));
  const rootIsListed = (document: Document): boolean => {
    const owner = belongsTo(document);
    const ownerDocument = owner === undefined ? undefined : byId.get(owner);
    return ownerDocument !== undefined && (listed.has(ownerDocument.id) || rootIsListed(ownerDocument));
  };
  const sealedBy = (document: Document): boolean => {
    const owner = belongsTo(document);
    const ownerDocument = owner === undefined ? undefined : byId.get(owner);
    return isSealed(document, edition) || (ownerDocument !== undefined && sealedBy(ownerDocument));
  };
  const family = (entry: Omit<EditionEntry<Document>, 'access'>): EditionEntry<Document>[] => {
    const { document, label } = entry;
    const attachments = documents.filter(({ parent, translation }) => parent === document.id && translation === undefined);
    const translations = documents.filter(({ translation }) => translation?.original === document.id);
    const came = attachments.map((child, index) => ({
      document: child, relation: certificates?.has(child.id) === true ? 'certificate' as const : 'attachment' as const, of: document.id, label: child.exhibit ?? (label === '' ? '' : subExhibit(label, index, sub?.(document) ?? 'dot')),
    }));
    return [
      { ...entry, access: sealedBy(document) ? 'sealed' : 'open' },
      ...came.filter(({ relation }) => relation === 'certificate').flatMap(family),
      ...translations.flatMap((child) => family({ document: child, relation: 'translation', of: document.id, label: child.exhibit ?? derive(label, `-t${(child.language ?? '').toUpperCase()}`) })),
      ...came.filter(({ relation }) => relation === 'attachment').flatMap(family),
    ];
  };
  const taken = new Set(documents.flatMap(({ exhibit }) => exhibit ?? []));
  return bundle.sections.map(({ title, entries }) => ({
    title,
    entries: entries.flatMap((id) => {
      const document = byId.get(id);
      return document === undefined || rootIsListed(document) ? [] : family({ document, relation: 'own', label: document.exhibit ?? '' });
    }).map((entry) => ({ ...entry, label: entry.document.exhibit ?? freeLabel(entry.label, taken) })),
  }));
}

// Two translations into one language, or a number that somebody gave by hand, must not share a label.
function freeLabel(derived: string, taken: Set<string>): string {
  let label = derived;
  for (let count = 2; label !== '' && taken.has(label); count++) label = `${derived}-${count}`;
  taken.add(label);
  return label;
}

/** Whether a document by itself is sealed from an edition: the court sees everything, a public edition what is public. */
export function isSealed({ confidentiality }: CaseDocument, edition: string): boolean {
  if (edition === 'court') return false;
  return confidentiality === 'sealed' || (edition === 'public' && confidentiality === 'parties');
}

function derive(label: string, suffix: string): string {
  return label === '' ? '' : label + suffix;
}
