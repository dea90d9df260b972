import { z } from 'zod';
import { exhibitStatuses, lateDocumentRules, markPlaces, subExhibitForms } from '../case-model/exhibit.ts';
import { courtCheck } from './jobs.ts';
import { count, documentId, editionName, name, noInput, nothing, pageNumber, sha256, text, time } from './shapes.ts';

const exhibit = text(60);

export const exhibitScheme = z.object({
  party: name, format: z.string().min(3).max(60), first: z.int().min(0).max(999_999_999), last: z.int().min(0).max(999_999_999).exactOptional(), sub: z.enum(subExhibitForms),
});

export const bundleSettings = z.object({
  late: z.enum(lateDocumentRules), translations: z.enum(['after', 'facing']), marks: z.enum(markPlaces), cover: z.boolean(), sectionSheets: z.boolean(), certificates: z.boolean(), exhibitList: z.boolean(),
  custodyStatement: z.boolean(), redactionLog: z.boolean(), issues: z.boolean(), stamp: text(100).exactOptional(), links: z.boolean(),
});

const exhibitState = z.object({
  status: z.enum(exhibitStatuses), party: name.exactOptional(), note: text(2000).exactOptional(), ern: text(60).exactOptional(),
  changedAt: time.exactOptional(), changedBy: text(500).exactOptional(),
});

const numbered = z.object({ document: documentId, from: exhibit.exactOptional(), to: exhibit });

const builtEntry = z.object({
  document: text(100), exhibit: exhibit.exactOptional(), title: text(), firstPage: pageNumber, lastPage: pageNumber, firstLabel: text(40), lastLabel: text(40), sha256: sha256.exactOptional(),
});

const buildId = z.string().regex(/^[0-9a-z-]{1,80}$/);

/** Calls about exhibit numbers and statuses, how the bundle is made, and bundles that were built. */
export const exhibitCalls = {
  /** Every document with what is known of it as an exhibit, the schemes, and all changes of numbers, oldest first: the concordance of old to new. */
  listExhibits: {
    input: noInput,
    output: z.object({
      schemes: z.array(exhibitScheme).readonly(),
      exhibits: z.array(exhibitState.extend({ document: documentId, exhibit: exhibit.exactOptional() })).readonly(),
      concordance: z.array(z.object({ document: documentId, from: exhibit.exactOptional(), to: exhibit.exactOptional(), at: time })).readonly(),
    }),
  },
  /** Replaces the schemes; fails with `usage` for a party that stands twice or a format without `{n}`. Numbers that were given stay. */
  saveExhibitSchemes: { input: z.strictObject({ schemes: z.array(exhibitScheme).min(1).max(100) }), output: nothing },
  /** Status, party, note (`null` takes it away) or first registration number of exhibits. */
  changeExhibits: {
    input: z.strictObject({
      documents: z.array(documentId).min(1).max(100_000),
      change: z.strictObject({ status: z.enum(exhibitStatuses).optional(), party: name.nullable().optional(), note: text(2000).nullable().optional(), ern: text(60).nullable().optional() }),
    }),
    output: nothing,
  },
  /** Numbers exhibits by their party's scheme in the bundle's order: those without a number, or with `again` all of them. With `preview` nothing changes. */
  numberExhibits: {
    input: z.strictObject({ documents: z.array(documentId).max(100_000).optional(), again: z.boolean(), preview: z.boolean() }),
    output: z.object({ changes: z.array(numbered).readonly() }),
  },
  getBundleSettings: { input: noInput, output: z.object({ settings: bundleSettings }) },
  saveBundleSettings: { input: z.strictObject({ settings: bundleSettings }), output: nothing },
  /**
   * Bundles that were built, oldest first; `build` names one, `lost` counts its mentions that lead nowhere or elsewhere. `late`: documents of the bundle that no build of
   * the edition has, which a supplement would hold; empty where no edition is named.
   */
  listBuilds: {
    input: z.strictObject({ edition: editionName.optional() }),
    output: z.object({ builds: z.array(z.object({ build: buildId, edition: editionName, builtAt: time, pages: count, documents: count, sha256, lost: count, supplement: z.boolean() })).readonly(), late: z.array(documentId).readonly() }),
  },
  /** What the rules of the court said of the last build of an edition; `null` while none was checked. */
  lastCourtCheck: { input: z.strictObject({ edition: editionName }), output: z.object({ check: courtCheck.nullable() }) },
  /** What differs between two builds: documents added, removed, moved to other pages, renumbered, or with other bytes. */
  compareBuilds: {
    input: z.strictObject({ before: buildId, after: buildId }),
    output: z.object({
      differences: z.array(z.object({
        document: text(100), title: text(), changes: z.array(z.enum(['added', 'removed', 'moved', 'renumbered', 'replaced'])).readonly(),
        before: builtEntry.exactOptional(), after: builtEntry.exactOptional(),
      })).readonly(),
    }),
  },
  /** Mentions of exhibits and bundle pages inside the documents of a build that lead nowhere, or to another page than in the build before; `all` lists the linked ones too. */
  crossReferences: {
    input: z.strictObject({ build: buildId, all: z.boolean().optional() }),
    output: z.object({
      references: z.array(z.object({ document: documentId, page: pageNumber, text: text(200), state: z.enum(['linked', 'nowhere', 'moved']), target: pageNumber.exactOptional() })).readonly(),
    }),
  },
  /**
   * Prepares a preview of a part of an edition's bundle without building it; its pages are then pictures at `/preview/<edition>/<part>/<page>?dpi=`.
   * `stamps` is a sample page for each page shape with the stamp and header as they will stand.
   */
  previewBundle: {
    input: z.strictObject({ edition: editionName, part: z.enum(['cover', 'index', 'section', 'exhibits', 'custody', 'issues', 'stamps']) }),
    output: z.object({ pages: count }),
  },
} as const;
