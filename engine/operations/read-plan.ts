import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { planFaults, type PlanFault } from './plan-faults.ts';
import { planSchema, type Plan } from './plan-schema.ts';

const largestPlanBytes = 16 * 2 ** 20;

export interface ReadPlan {
  readonly plan: Plan;
  /** Folder that the plan's paths are relative to. */
  readonly folder: string;
  /** 1-based line of what these keys lead to. */
  readonly lineOf: (keys: readonly PropertyKey[]) => number;
}

/**
 * Reads a plan file and checks all of it before anything is done: shape, cross-references, files.
 * Fails with `plan-invalid` or `file-missing`, naming the key and its line.
 */
export async function readPlan(file: string, courts: readonly string[]): Promise<Result<ReadPlan, Failure>> {
  const source = await readSource(file);
  if (!source.ok) return source;
  const lines = new LineCounter();
  const document = parseDocument(source.value, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    return refusal(failure('plan-invalid', `The plan is not valid YAML: ${firstLine(syntax.message)}`, { subject: path.basename(file), line: lines.linePos(syntax.pos[0]).line }));
  }
  const value = toPlain(document);
  if (!value.ok) return value;
  const parsed = planSchema.safeParse(value.value);
  const lineOf = (keys: readonly PropertyKey[]): number => findLine(document, lines, keys);
  if (!parsed.success) {
    // A misspelt key is both unknown and missing: the unknown one says more.
    const issue = parsed.error.issues.find(({ code }) => code === 'unrecognized_keys') ?? parsed.error.issues[0];
    return refusal(issue === undefined ? failure('plan-invalid', 'The plan is not valid.') : shapeFailure(issue, value.value, lineOf));
  }
  const folder = path.dirname(path.resolve(file));
  const faults = [...planFaults(parsed.data, courts), ...(await missingFiles(parsed.data, folder))];
  const [fault] = faults;
  if (fault !== undefined) return refusal(failure(fault.code, fault.message, { subject: nameOf(fault.at), line: lineOf(fault.at) }));
  return success({ plan: parsed.data, folder, lineOf });
}

async function readSource(file: string): Promise<Result<string, Failure>> {
  const subject = path.basename(file);
  try {
    const { size } = await stat(file);
    if (size > largestPlanBytes) return refusal(failure('plan-invalid', 'The plan file is larger than 16 MB.', { subject }));
    return success(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)));
  } catch (error) {
    if (error instanceof TypeError) return refusal(failure('plan-invalid', 'The plan is not a text file in UTF-8.', { subject }));
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return refusal(failure(missing ? 'file-missing' : 'file-unreadable', missing ? 'There is no such plan file.' : 'The plan file cannot be read.', { subject }));
  }
}

function toPlain(document: Document.Parsed): Result<unknown, Failure> {
  try {
    return success(document.toJS({ maxAliasCount: 100 }));
  } catch {
    return refusal(failure('plan-invalid', 'The plan repeats parts of itself too often (YAML aliases).'));
  }
}

function shapeFailure(issue: z.core.$ZodIssue, value: unknown, lineOf: (keys: readonly PropertyKey[]) => number): Failure {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const at = [...issue.path, key];
    return failure('plan-invalid', `The plan has the key "${key}", which is not known here.`, { subject: nameOf(at), line: lineOf(at) });
  }
  const missing = issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined;
  const words = missing ? 'is missing' : firstLine(issue.message);
  return failure('plan-invalid', `${nameOf(issue.path) || 'The plan'}: ${words}.`, { subject: nameOf(issue.path), line: lineOf(issue.path) });
}

async function missingFiles(plan: Plan, folder: string): Promise<PlanFault[]> {
  const faults: PlanFault[] = [];
  for (const [index, document] of plan.documents.entries()) {
    const found = await stat(path.resolve(folder, document.file)).catch(() => undefined);
    const at = ['documents', index, 'file'];
    if (found === undefined) faults.push({ code: 'file-missing', message: `The file of document "${document.id}" does not exist: ${document.file}`, at });
    else if (!found.isFile()) faults.push({ code: 'file-missing', message: `The file of document "${document.id}" is not a file: ${document.file}`, at });
  }
  return faults;
}

function nameOf(keys: readonly PropertyKey[]): string {
  return keys.map((key, index) => (typeof key === 'number' ? `[${key + 1}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('');
}

function findLine(document: Document.Parsed, lines: LineCounter, keys: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair === undefined) break;
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else {
      node = isSeq(node) && typeof key === 'number' ? node.items[key] : undefined;
    }
    const range = (node as { range?: readonly number[] } | null | undefined)?.range;
    if (typeof key === 'number' && range?.[0] !== undefined) offset = range[0];
  }
  return lines.linePos(offset).line || 1;
}

function valueAt(value: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), value);
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/[:.]\s*$/, '');
}
