import type { PDFDocument } from '@cantoo/pdf-lib';
import type { Failure } from '../../../shared/failure.ts';
import type { InspectionFinding } from '../../../shared/finding.ts';
import { success, type Result } from '../../../shared/result.ts';
import { readPageGeometry } from '../../pdf/page-geometry.ts';
import { openWithPdfium, type PdfiumDocument } from '../../pdf/pdfium.ts';
import { saveWithPdfium } from '../../pdf/save-with-pdfium.ts';
import { loadModel } from '../load-model.ts';
import { findAnnotations } from './annotations.ts';
import { findCoveredPictures } from './covered-pictures.ts';
import { hiddenLayerMessage, separateLayerWords } from './layer-findings.ts';
import { findInObjects, hasLayers, layersOff, showAllLayers, structureDamaged } from './object-findings.ts';
import { readGlyphWords, textOfWord } from './page-glyphs.ts';
import { findPicturesOutside } from './pictures-outside.ts';
import { findPictureRecords } from './picture-records.ts';
import { compareRevision, earlierRevisionEnds } from './revisions.ts';
import { SeenWords } from './seen-words.ts';
import { drawnAreas, findUnseenWords, joinUnseen } from './unseen-text.ts';

type Findings = readonly InspectionFinding[];

interface Inspected {
  readonly bytes: Uint8Array;
  readonly password: string;
  readonly document: PdfiumDocument;
  /** The same file with every layer on; only for files with layers. */
  readonly allLayers: PdfiumDocument | undefined;
  readonly seen: SeenWords;
  layerFound: boolean;
}

let current: Inspected | undefined;

function inspected(): Inspected {
  if (current === undefined) throw new Error('no document is open');
  return current;
}

async function open({ bytes, password = '' }: { readonly bytes: Uint8Array; readonly password?: string }): Promise<Result<{ pages: number; revisions: number }, Failure>> {
  const opened = await openWithPdfium(bytes, password);
  if (!opened.ok) return opened;
  const document = opened.value;
  const model = await modelOf(bytes, password, document);
  current = { bytes, password, document, allLayers: model === undefined ? undefined : await withAllLayers(model), seen: new SeenWords(), layerFound: false };
  return success({ pages: document.pageCount, revisions: earlierRevisionEnds(bytes).length });
}

/** The object model of the file, or of the file as PDFium writes it anew where the model cannot read it. */
async function modelOf(bytes: Uint8Array, password: string, document: PdfiumDocument): Promise<PDFDocument | undefined> {
  const direct = await loadModel(bytes, { password });
  if (direct?.pages === document.pageCount) return direct.document;
  const saved = saveWithPdfium(document);
  return saved === undefined ? undefined : (await loadModel(saved))?.document;
}

async function withAllLayers(model: PDFDocument): Promise<PdfiumDocument | undefined> {
  if (!hasLayers(model)) return undefined;
  showAllLayers(model);
  try {
    const opened = await openWithPdfium(await model.save({ useObjectStreams: false, updateFieldAppearances: false, addDefaultPage: false }));
    return opened.ok ? opened.value : undefined;
  } catch {
    return undefined; // a structure too broken to be written: the layers that are off are told by name alone
  }
}

function inspectPage({ page }: { readonly page: number }): Result<Findings, Failure> {
  const state = inspected();
  const { document, allLayers, seen } = state;
  const { pdfium } = document;
  const findings = document.withPage(page - 1, (handle): Findings => {
    const geometry = readPageGeometry(pdfium, handle);
    const annotations = findAnnotations(pdfium, handle, geometry, page);
    const words = readGlyphWords(pdfium, handle, geometry);
    const covered = findCoveredPictures(pdfium, handle, geometry, words.map(({ rect }) => rect)).map((finding) => ({ ...finding, page }));
    const outside = findPicturesOutside(drawnAreas(pdfium, handle, geometry), geometry, page);
    const unseen = findUnseenWords(document, handle, geometry, words);
    const hidden = new Set(unseen.map(({ rect }) => String(rect)));
    seen.add(words.filter((word) => !hidden.has(String(word.rect))).map(textOfWord).join(' '));
    const { findings: layered, rest } = allLayers === undefined ? { findings: [], rest: unseen } : separateLayerWords({ asOpened: document, allLayers }, page, unseen);
    if (layered.length > 0) state.layerFound = true;
    return [...joinUnseen(rest, page), ...covered, ...outside, ...layered, ...annotations];
  });
  return success(findings ?? [{ code: 'hidden-text', page, message: 'The page is damaged and cannot be drawn: what it holds cannot be told.' }]);
}

async function inspectRevision({ revision }: { readonly revision: number }): Promise<Result<Findings, Failure>> {
  const { bytes, password, document } = inspected();
  const end = earlierRevisionEnds(bytes)[revision];
  return success(end === undefined ? [] : await compareRevision(bytes.subarray(0, end), password, document));
}

/** To be run after the pages: a title is compared with what they show. */
async function inspectObjects(): Promise<Result<Findings, Failure>> {
  const { bytes, password, document, seen, layerFound } = inspected();
  const model = await modelOf(bytes, password, document);
  if (model === undefined) return success([structureDamaged]);
  const place = (page: number, [left, bottom, right, top]: readonly [number, number, number, number]): ReturnType<Parameters<typeof findInObjects>[2]> =>
    document.withPage(page - 1, (handle) => readPageGeometry(document.pdfium, handle).toDisplay(left, bottom, right, top));
  const off = layersOff(model);
  const layers: Findings = layerFound || off.length === 0 ? [] : [{ code: 'hidden-layer', text: off.join(', '), message: hiddenLayerMessage }];
  return success([...layers, ...findInObjects(model, seen, place), ...(await findPictureRecords(model))]);
}

function close(): void {
  current?.allLayers?.close();
  current?.document.close();
  current = undefined;
}

/** Pages that are inspected in one go, within one task's time. */
const fewPages = 12;

/** Inspects a short file in one go; undefined for a longer one, which wants a worker of its own. */
async function inspectShort(input: { readonly bytes: Uint8Array; readonly password?: string }): Promise<Result<Findings | undefined, Failure>> {
  const opened = await open(input);
  if (!opened.ok) return opened;
  try {
    const { pages, revisions } = opened.value;
    if (pages > fewPages) return success(undefined);
    const findings: InspectionFinding[] = [];
    const look = async (result: Result<Findings, Failure> | Promise<Result<Findings, Failure>>): Promise<void> => {
      const found = await result;
      if (found.ok) findings.push(...found.value);
    };
    for (let page = 1; page <= pages; page++) await look(inspectPage({ page }));
    for (let revision = 0; revision < revisions; revision++) await look(inspectRevision({ revision }));
    await look(inspectObjects());
    return success(findings);
  } finally {
    close();
  }
}

/**
 * Inspection of one PDF: `inspectShort` by itself; or, on one leased worker, `open` first, then its pages and earlier revisions, `inspectObjects` last.
 * Pages are 1-based, revisions 0-based.
 */
export const tasks = { inspectShort, open, inspectPage, inspectRevision, inspectObjects };
