import path from 'node:path';
import type { CourtCheck } from '../../shared/courts/court-profile.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Sha256 } from '../../shared/identifiers.ts';
import { success, type Result } from '../../shared/result.ts';
import { bundleFileName, compareBuilds, makeConcordance, type AssembledBundle, type Concordance } from '../bundle/index.ts';
import type { Vault } from '../vault/index.ts';
import { buildEdition, removeBundles } from './build-edition.ts';
import { checkBundles } from './check-pdf.ts';
import { exhibitListOf, listHead } from './edition/exhibit-list-of-edition.ts';
import type { PreparedEdition } from './edition/prepare-edition.ts';
import { numberDocuments } from './edition/release-facts.ts';
import type { Engine } from './engine.ts';
import { builtBundles } from './exhibits/exhibit-records.ts';
import type { RunOptions } from './run-options.ts';
import { writeNewFiles, type NewFile } from './write-new-file.ts';

export interface BuiltFile {
  /** Of the bundle PDF. */
  readonly sha256: Sha256;
  readonly pages: number;
  readonly exhibits: number;
  readonly redactions: number;
  readonly court: CourtCheck;
  /** The bundle's files; one unless the court's limit asks for more. */
  readonly files: readonly string[];
  /** Whether every file is PDF/A-2b; and the documents that do not allow for it, with the reason. */
  readonly archival: { readonly holds: boolean; readonly not: AssembledBundle['notArchival'] };
  /** What was left out or changed on the way, and mentions that lead nowhere. */
  readonly findings: readonly Finding[];
  /** The exhibit list as PDF, CSV, JSON and XLSX, beside the bundle. */
  readonly lists: readonly string[];
  /** What stands elsewhere than in the bundle before, as PDF and CSV; none where everything stands where it stood. */
  readonly concordance: readonly string[];
}

/** Builds an edition and writes its bundle, decrypted, where the user asks for it, with the exhibit list beside it. Fails as `buildEdition` does. */
export async function buildToFile(engine: Engine, vault: Vault, request: { readonly edition: string; readonly out: string; readonly supplement?: boolean }, options: RunOptions = {}): Promise<Result<BuiltFile, Failure>> {
  const built = await buildEdition(engine, vault, request.edition, { ...options, supplement: request.supplement === true });
  if (!built.ok) return built;
  const { bundle, bundles, prepared, assembled, findings } = built.value;
  try {
    const court = await checkBundles(engine, vault, built.value, options);
    if (!court.ok) return court;
    const documents = numberDocuments(prepared.sections.flatMap((section) => section.documents), assembled.entries).filter(({ placed }) => request.supplement !== true || placed !== undefined);
    const list = await exhibitListOf(engine, vault, { prepared, documents }, options.signal);
    if (!list.ok) return list;
    const changed = request.supplement === true ? success(undefined) : await concordanceOf(engine, vault, prepared, options.signal);
    if (!changed.ok) return changed;
    const files = bundles.map(({ objectId }, index): NewFile => ({
      // Files of one bundle lead to each other by these names, the first one too.
      out: bundles.length === 1 ? request.out : path.join(path.dirname(request.out), bundleFileName(index)),
      content: async (write) => {
        for await (const chunk of vault.readObject(objectId)) await write(chunk);
        return success(undefined);
      },
    }));
    const base = path.join(path.dirname(request.out), path.basename(request.out, '.pdf'));
    const beside = (suffix: string, forms: Readonly<Record<string, Uint8Array>>): NewFile[] => Object.entries(forms).map(([form, content]) => ({ out: `${base}-${suffix}.${form}`, content }));
    const { pdf, csv, json, xlsx } = list.value;
    const lists = beside('exhibits', { pdf, csv, json, xlsx });
    const concordance = beside('concordance', { ...changed.value });
    const written = await writeNewFiles([...files, ...lists, ...concordance]);
    if (!written.ok) return written;
    const redactions = documents.reduce((sum, { redaction }) => sum + (redaction?.zones ?? 0), 0);
    return success({ sha256: bundle.sha256, pages: assembled.pages, exhibits: documents.length, redactions, court: court.value, files: files.map(pathOf), lists: lists.map(pathOf), concordance: concordance.map(pathOf), findings, archival: { holds: assembled.files.every(({ archival }) => archival), not: assembled.notArchival } });
  } finally {
    await removeBundles(vault, built.value);
  }
}

const pathOf = ({ out }: NewFile): string => out;

// Of the two last whole builds of the edition; titles as it may show them today.
async function concordanceOf(engine: Engine, vault: Vault, prepared: PreparedEdition, signal: AbortSignal | undefined): Promise<Result<Concordance | undefined, Failure>> {
  const [before, now] = builtBundles(vault, prepared.edition).filter(({ supplement }) => supplement !== true).slice(-2);
  const stoodBefore = before === undefined || now === undefined ? [] : compareBuilds(before.entries, now.entries).filter(({ changes }) => changes.some((change) => change !== 'replaced'));
  if (stoodBefore.length === 0) return success(undefined);
  return makeConcordance(engine.pools, listHead(vault, prepared), stoodBefore.map((one) => ({ ...one, title: prepared.secrets.hide(one.title) })), signal);
}
