import type { DocumentId } from '../../../shared/identifiers.ts';
import { findReferences, type BundlePlan, type EntryLink } from '../../bundle/index.ts';
import type { Vault } from '../../vault/index.ts';
import { bundleSettings, type CrossReference } from '../exhibits/exhibit-records.ts';
import type { PreparedEdition } from './prepare-edition.ts';

/** A mention and where it is to lead; `to` is absent where nothing in the bundle has that number. */
export interface PlannedReference extends CrossReference {
  readonly to?: EntryLink['to'];
}

/** A plan with links in its documents. */
export interface LinkedPlan {
  readonly plan: BundlePlan;
  readonly references: readonly PlannedReference[];
}

/**
 * Turns mentions of exhibits and bundle pages inside the documents of an edition into links. Documents that the edition redacts are left as they are: what is
 * hidden in them must not show by a link around it.
 */
export function linkMentions(vault: Vault, prepared: PreparedEdition, plan: BundlePlan): LinkedPlan {
  if (!bundleSettings(vault).links) return { plan, references: [] };
  const entries = plan.sections.flatMap((section) => section.entries);
  const keys = new Map(entries.flatMap(({ exhibit, key }) => (exhibit === undefined ? [] : [[exhibit, key] as const])));
  const whole = new Set(prepared.sections.flatMap(({ documents }) => documents).filter(({ file, redaction }) => file !== undefined && redaction === undefined).map(({ entry }) => entry.document.id as string));
  const known = new Set(keys.keys());
  const references: PlannedReference[] = [];
  const sections = plan.sections.map((section) => ({
    ...section,
    entries: section.entries.map((entry) => {
      if (!whole.has(entry.key)) return entry;
      const links: EntryLink[] = [];
      const document = entry.key as DocumentId;
      for (const page of vault.pageTexts.list(document)) {
        for (const { rect, text, to } of findReferences(page, known)) {
          const key = 'exhibit' in to ? keys.get(to.exhibit) : undefined;
          if (key === entry.key) continue; // a document that names itself
          const target = 'label' in to ? to : key === undefined ? undefined : { key, page: 1 };
          references.push({ document, page: page.page, text, state: target === undefined ? 'nowhere' : 'linked', ...(target === undefined ? {} : { to: target }) });
          if (target !== undefined) links.push({ page: page.page, rect, to: target });
        }
      }
      return links.length === 0 ? entry : { ...entry, links };
    }),
  }));
  return { plan: { ...plan, sections }, references };
}
