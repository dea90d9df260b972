import { PDFDict, PDFName, type PDFDocument } from '@cantoo/pdf-lib';
import type { InspectionFinding } from '../../../shared/finding.ts';
import { readEmbeddedFiles } from '../embedded-files.ts';
import { lookup, lookupArray, lookupDict, nameOf, textOf, walkDictionaries } from '../pdf-objects.ts';
import { findFormValues, type PlaceOnPage } from './form-values.ts';
import { findMetadata } from './metadata-findings.ts';
import type { SeenWords } from './seen-words.ts';

/** Findings on what a file holds beside its pages: attachments, scripts, form values, metadata, thumbnails. */
export function findInObjects(document: PDFDocument, seen: SeenWords, place: PlaceOnPage): InspectionFinding[] {
  const looks = [() => attachments(document), () => scripts(document), () => thumbnails(document), () => findFormValues(document, place), () => findMetadata(document, seen)];
  const findings: InspectionFinding[] = [];
  let damaged = false;
  for (const look of looks) {
    try {
      findings.push(...look());
    } catch {
      damaged = true; // objects of the wrong kind in the wrong place: said in one finding, never passed over
    }
  }
  return damaged ? [...findings, structureDamaged] : findings;
}

/** Stands where the structure of a file is too broken to be listed. */
export const structureDamaged: InspectionFinding = { code: 'metadata', message: 'The structure of the file is damaged: not all of its attachments, scripts, fields and properties could be listed.' };

function attachments(document: PDFDocument): InspectionFinding[] {
  const files = readEmbeddedFiles(document);
  const unreadable = files.findings.filter(({ code }) => code === 'attachment-unreadable');
  return [
    ...files.children.map(({ name, bytes }): InspectionFinding => ({ code: 'attachment', text: name, message: `A file of ${bytes.byteLength.toLocaleString('en')} bytes is attached inside the PDF.` })),
    ...unreadable.map((): InspectionFinding => ({ code: 'attachment', message: 'A file is attached inside the PDF, and it is damaged.' })),
  ];
}

/** Actions that run something or reach outside (ISO 32000-2, 12.6.4). Going to a place and opening a web address are not among them. */
const activeActions: Readonly<Record<string, string>> = {
  JavaScript: 'The file holds a script that a PDF reader may run.',
  Launch: 'The file asks the reader to start a program or open another file.',
  SubmitForm: 'The file sends form values to an address.',
  ImportData: 'The file imports form values from another file.',
  Rendition: 'The file plays media, possibly under a script.',
  RichMediaExecute: 'The file runs commands on embedded media.',
};

function scripts(document: PDFDocument): InspectionFinding[] {
  const findings: InspectionFinding[] = [];
  const told = new Set<string>();
  for (const { dict } of walkDictionaries(document.context)) {
    const kind = nameOf(lookup(dict, 'S')) ?? '';
    const script = lookup(dict, 'JS');
    const action = Object.hasOwn(activeActions, kind) ? activeActions[kind] : script === undefined ? undefined : activeActions['JavaScript'];
    if (action === undefined) continue;
    const text = textOf(script)?.slice(0, 500);
    const key = `${action}${text ?? ''}`;
    if (told.has(key)) continue;
    told.add(key);
    findings.push({ code: 'script', ...(text === undefined ? {} : { text }), message: action });
  }
  return findings;
}

function thumbnails(document: PDFDocument): InspectionFinding[] {
  return document.getPages().flatMap((page, index): InspectionFinding[] =>
    page.node.has(PDFName.of('Thumb')) ? [{ code: 'thumbnail', page: index + 1, message: 'The page carries a small picture of itself, which may show it as it was before it was changed.' }] : [],
  );
}

/** Whether a file has layers at all. */
export function hasLayers(document: PDFDocument): boolean {
  return lookupDict(document.catalog, 'OCProperties') !== undefined;
}

/** Names of the layers that are off when the file opens. */
export function layersOff(document: PDFDocument): string[] {
  const properties = lookupDict(document.catalog, 'OCProperties');
  const configuration = properties === undefined ? undefined : lookupDict(properties, 'D');
  if (properties === undefined) return [];
  const on = new Set(arrayOf(configuration, 'ON'));
  const off = new Set(arrayOf(configuration, 'OFF'));
  const baseOff = configuration !== undefined && nameOf(lookup(configuration, 'BaseState')) === 'OFF';
  return arrayOf(properties, 'OCGs').flatMap((layer) => {
    const usage = lookupDict(layer, 'Usage');
    const view = usage === undefined ? undefined : lookupDict(usage, 'View');
    const state = view === undefined ? undefined : nameOf(lookup(view, 'ViewState'));
    const isOff = state === 'OFF' || off.has(layer) || (baseOff && !on.has(layer));
    return isOff ? [textOf(lookup(layer, 'Name')) ?? ''] : [];
  });
}

function arrayOf(dict: PDFDict | undefined, key: string): PDFDict[] {
  return dict === undefined ? [] : lookupArray(dict, key).filter((member) => member instanceof PDFDict);
}

/** Turns every layer on, so that what lies on hidden ones is drawn. Changes the document. */
export function showAllLayers(document: PDFDocument): void {
  const properties = lookupDict(document.catalog, 'OCProperties');
  if (properties === undefined) return;
  for (const layer of arrayOf(properties, 'OCGs')) layer.delete(PDFName.of('Usage'));
  properties.set(PDFName.of('D'), document.context.obj({ BaseState: 'ON' }));
}
