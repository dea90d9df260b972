import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/failure.ts';
import type { DocumentKind } from '../../shared/case-model/document.ts';
import { success, type Result } from '../../shared/result.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { IntakeFacts, MadeRendition } from './rendition.ts';
import { printable } from './text-blocks.ts';

export interface SlipSheet {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256?: string | undefined;
  readonly size?: number | undefined;
  readonly kind: DocumentKind;
  /** Language of the sheet. */
  readonly pagesLanguage?: string | undefined;
  /** Why the file itself is not shown as pages: a key of the sheet's words, and what is said where there is none. */
  readonly reason: string;
  readonly why?: string | undefined;
  readonly facts?: IntakeFacts;
  /** Names of the files inside. */
  readonly contents?: readonly string[];
}

/** Makes the page that stands in a bundle for a file kept as it came: its name, kind, size and SHA-256, and why it is not shown. */
export async function makeSlipSheet(pools: WorkerPools, sheet: SlipSheet, signal?: AbortSignal): Promise<Result<MadeRendition, Failure>> {
  const { name, bytes, kind, reason, why = '', facts = {}, contents = [] } = sheet;
  const seconds = facts['durationS'];
  const rows = [
    { label: 'name', value: printable(name) },
    { label: 'kind', value: kind },
    { label: 'size', value: sizeInWords(sheet.size ?? bytes.byteLength) },
    { label: 'sha256', value: sheet.sha256 ?? sha256(bytes) },
    ...(typeof seconds === 'number' ? [{ label: 'length', value: lengthInWords(seconds) }] : []),
    ...['container', 'codec', 'recordedAt'].flatMap((key) => (facts[key] === undefined ? [] : [{ label: key, value: String(facts[key]) }])),
  ];
  const data = { language: sheet.pagesLanguage?.split('-')[0] ?? 'en', reason, why, rows, list: contents.map(printable) };
  const made = await typesetPages(pools, 'kept-native.typ', data, signal);
  return made.ok ? success({ pdf: made.value, made: true, tool: 'Custodia slip sheet (Typst)' }) : made;
}

/** SHA-256 of a file in lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A size as people read it, with the exact bytes. */
export function sizeInWords(bytes: number): string {
  const exact = `${bytes.toLocaleString('en')} bytes`;
  if (bytes < 1024) return exact;
  return bytes < 2 ** 20 ? `${(bytes / 1024).toFixed(1)} KB (${exact})` : `${(bytes / 2 ** 20).toFixed(1)} MB (${exact})`;
}

function lengthInWords(seconds: number): string {
  const whole = Math.round(seconds);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
