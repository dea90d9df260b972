import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlan } from '../../../engine/operations/read-plan.ts';
import { formatRecipient, parseIdentities } from '../../../engine/release/index.ts';

const demo = path.join(import.meta.dirname, '../../../resources/demo');
const evidence = path.join(demo, 'evidence');

describe('the demonstration case', () => {
  it('has a plan that holds and takes in every file of evidence', async () => {
    const read = await readPlan(path.join(demo, 'plan.yaml'), ['england-wales-criminal']);
    if (!read.ok) throw new Error(`${read.failure.message} (line ${read.failure.line ?? 0})`);
    expect(read.value.plan.documents.map(({ file }) => path.basename(file)).sort()).toEqual(readdirSync(evidence).sort());
  });

  it('is about sixty pages in less than six megabytes', () => {
    const pdfs = readdirSync(evidence).filter((name) => name.endsWith('.pdf'));
    const pages = pdfs.map((name) => Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [path.join(evidence, name)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[1]));
    const others = readdirSync(evidence).length - pdfs.length;
    const total = pages.reduce((sum, count) => sum + count, 0) + others;
    expect(total).toBeGreaterThan(55);
    expect(total).toBeLessThan(70);
    expect(readdirSync(evidence).reduce((sum, name) => sum + statSync(path.join(evidence, name)).size, 0)).toBeLessThan(6_000_000);
  });

  it('has a scanned report without any text', () => {
    expect(execFileSync('pdftotext', [path.join(evidence, 'police-report-ro-scan.pdf'), '-'], { encoding: 'utf8' }).trim()).toBe('');
  });

  it.each(['court', 'defence'])('has a key for the recipient of the %s edition', (role) => {
    const identities = parseIdentities(readFileSync(path.join(demo, 'keys', `${role}.key`), 'utf8'));
    const recipient = readFileSync(path.join(demo, 'keys', `${role}.pub`), 'utf8').trim().split('\n').at(-1);
    expect(identities.ok && identities.value.map((identity) => formatRecipient(identity.recipient))).toEqual([recipient]);
  });
});
