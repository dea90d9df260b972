import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCustodia, top, type Ran } from './command-line.ts';

let folder = '';
const at = (...parts: string[]): string => path.join(folder, ...parts);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'custodia-refusals-'));
  mkdirSync(at('evidence'));
  writeFileSync(at('passphrase'), 'a long enough passphrase\n');
  writeFileSync(at('evidence', 'note.txt'), 'A note of the officer.\nOlena Koval was heard at noon.\n');
  copyFileSync(path.join(top, 'resources/demo/evidence/photo-door.jpg'), at('evidence', 'photo.jpg'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entry = (id: string, file: string): string => `  - { id: ${id}, file: evidence/${file} }\n`;

function writePlan(documents: string, more = ''): void {
  writeFileSync(at('plan.yaml'), `custodia: 1
case: { title: "Refusals", court: plain, languages: [en] }
persons:
  - { pseudonym: "Witness A", names: ["Olena Koval"] }
documents:
${documents}redactions:
  - { edition: defence, persons: ["Witness A"], ground: "Order of 1 March 2026"${more} }
bundle: { title: "Bundle", sections: [{ title: "All", entries: [note] }] }
releases:
  - { edition: defence, out: defence.tar }
`);
}

const runPlan = (more: Parameters<typeof runCustodia>[1] = {}): Promise<Ran> => runCustodia(['run', at('plan.yaml'), '--case', at('case'), '--out', at('out'), '--passphrase-file', at('passphrase'), '--json'], more);
const errorOf = (ran: Ran): { code?: string; message?: string; subject?: string; line?: number } => (ran.json?.['error'] ?? {});
const caseHolds = async (): Promise<void> => {
  const log = await runCustodia(['log', at('case'), '--full', '--passphrase-file', at('passphrase'), '--json']);
  expect([log.code, log.json?.['holds']], log.err).toEqual([0, true]);
};

describe('a bad plan', () => {
  it('is refused by name and line, and nothing is written', async () => {
    writePlan(entry('note', 'note.txt'), ', colour: black');
    const ran = await runPlan();
    expect(ran.code).toBe(2);
    expect(errorOf(ran)).toMatchObject({ code: 'plan-invalid', subject: 'redactions[1].colour', line: 8 });
    expect(existsSync(at('case'))).toBe(false);
    expect(existsSync(at('out'))).toBe(false);
  });
  it('with a missing file is refused before anything is written', async () => {
    writePlan(entry('note', 'gone.txt'));
    const ran = await runPlan();
    expect(ran.code).toBe(3);
    expect(errorOf(ran)).toMatchObject({ code: 'file-missing', subject: 'documents[1].file', line: 6 });
    expect(existsSync(at('case'))).toBe(false);
  });
  it('with a recipient that is no key is refused before anything is written', async () => {
    writePlan(entry('note', 'note.txt'));
    const text = readFileSync(at('plan.yaml'), 'utf8');
    writeFileSync(at('plan.yaml'), text.replace('out: defence.tar', 'recipients: [age1notakey], out: defence.tar.age'));
    const ran = await runPlan();
    expect([ran.code, errorOf(ran).code, errorOf(ran).line]).toEqual([2, 'recipient-invalid', 11]);
    expect(existsSync(at('case'))).toBe(false);
  });
  it('with a zone off its page is refused by line, and nothing is released', async () => {
    writePlan(entry('note', 'note.txt'), ', zones: [{ document: note, page: 7, rect: [0, 0, 10, 10] }]');
    const ran = await runPlan();
    expect([ran.code, errorOf(ran).code, errorOf(ran).line]).toEqual([2, 'plan-invalid', 8]);
    expect(existsSync(at('out', 'defence.tar'))).toBe(false);
    await caseHolds();
  });
});

describe('a bad document', () => {
  it.each([
    ['damaged', 'bad.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog'), Buffer.alloc(500, 0x5a)]), 'document-damaged'],
    ['empty', 'empty.pdf', Buffer.alloc(0), 'document-empty'],
  ])('that is %s is refused by its id, and the case is whole', async (_what, name, bytes, code) => {
    writeFileSync(at('evidence', name), bytes);
    writePlan(entry('note', 'note.txt') + entry('bad', name));
    const ran = await runPlan();
    expect([ran.code, errorOf(ran)]).toMatchObject([3, { code, subject: 'bad', line: 7 }]);
    expect(existsSync(at('out', 'defence.tar'))).toBe(false);
    await caseHolds();
    const listed = await runCustodia(['list', at('case'), '--passphrase-file', at('passphrase'), '--json']);
    expect((listed.json?.['documents'] as { id: string }[]).map(({ id }) => id)).toEqual(['note']);
  });
  it('that is not what its name says is taken by its content, with a finding', async () => {
    copyFileSync(at('evidence', 'photo.jpg'), at('evidence', 'photo.pdf'));
    writePlan(entry('note', 'note.txt') + entry('photo', 'photo.pdf'));
    const ran = await runPlan();
    expect(ran.code, ran.err).toBe(0);
    expect(ran.json?.['findings']).toContainEqual(expect.objectContaining({ document: 'photo', code: 'kind-mismatch' }));
  });
  it('does not keep the others of a folder out, and add says which was refused', async () => {
    writeFileSync(at('evidence', 'empty.pdf'), '');
    await runCustodia(['init', at('case'), '--title', 'T', '--passphrase-file', at('passphrase')]);
    const added = await runCustodia(['add', at('case'), at('evidence'), '--passphrase-file', at('passphrase'), '--json']);
    expect(added.code).toBe(3);
    expect((added.json?.['documents'] as { name: string }[]).map(({ name }) => name)).toEqual(['note.txt', 'photo.jpg']);
    expect(added.json?.['refused']).toMatchObject([{ path: at('evidence', 'empty.pdf'), code: 'document-empty' }]);
    await caseHolds();
  });
});

describe('a case', () => {
  it('is not opened by a wrong passphrase, nor changed', async () => {
    writePlan(entry('note', 'note.txt'));
    expect((await runPlan()).code).toBe(0);
    writeFileSync(at('passphrase-2'), 'another passphrase altogether\n');
    const wrong = await runCustodia(['list', at('case'), '--passphrase-file', at('passphrase-2'), '--json']);
    expect([wrong.code, errorOf(wrong).code]).toEqual([3, 'passphrase-wrong']);
    await caseHolds();
  });
  it('survives kill -9 in the middle of a run, and the same command finishes it', async () => {
    for (let copy = 0; copy < 12; copy++) copyFileSync(at('evidence', 'photo.jpg'), at('evidence', `photo-${copy}.jpg`));
    writePlan(entry('note', 'note.txt') + Array.from({ length: 12 }, (_, copy) => entry(`photo-${copy}`, `photo-${copy}.jpg`)).join(''));
    const killed = await runPlan({
      onStart: (child) => {
        const waiting = setInterval(() => {
          if (!existsSync(at('case', 'objects')) || readdirSync(at('case', 'objects'), { recursive: true }).length < 3) return;
          clearInterval(waiting);
          child.kill('SIGKILL');
        }, 20);
        child.on('exit', () => clearInterval(waiting));
      },
    });
    expect(killed.code).toBeNull();
    await caseHolds();
    const again = await runPlan();
    expect(again.code, again.err).toBe(0);
    expect(existsSync(at('out', 'defence.tar'))).toBe(true);
    await caseHolds();
  });
  it('says so when it is stopped by Ctrl-C, and is whole', async () => {
    writePlan(entry('note', 'note.txt') + entry('photo', 'photo.jpg'));
    const stopped = await runPlan({
      onStart: (child) => {
        const waiting = setInterval(() => {
          if (!existsSync(at('case', 'objects'))) return;
          clearInterval(waiting);
          child.kill('SIGINT');
        }, 20);
        child.on('exit', () => clearInterval(waiting));
      },
    });
    expect([stopped.code, errorOf(stopped).code]).toEqual([1, 'cancelled']);
    expect(existsSync(at('out', 'defence.tar'))).toBe(false);
    await caseHolds();
  });
});

describe('a full disk', () => {
  it('is said, leaves no half-written release, and the case stays whole', async () => {
    writePlan(entry('note', 'note.txt') + entry('photo', 'photo.jpg'));
    mkdirSync(at('out'));
    // A mount namespace of its own gives a test a small disk without an administrator.
    const script = `mount -t tmpfs -o size=64k none "${at('out')}" && exec "${process.execPath}" --disable-warning=ExperimentalWarning "${top}cli/custodia.ts" run "${at('plan.yaml')}" --case "${at('case')}" --out "${at('out')}" --passphrase-file "${at('passphrase')}" --json; `;
    const { status, stdout, stderr } = spawnSync('unshare', ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), 'bash', '-c', script], { encoding: 'utf8' });
    expect([status, (JSON.parse(stdout) as { error: { code: string } }).error.code], stderr).toEqual([3, 'disk-full']);
    await caseHolds();
  });
});

describe('a document id that names a protected person', () => {
  it('does not leave with the custody log of an edition that redacts the person', async () => {
    writeFileSync(at('evidence', 'plain.txt'), 'Nothing is said here.\n');
    writePlan(entry('note', 'note.txt') + entry('photo-of-koval', 'plain.txt'));
    writeFileSync(at('plan.yaml'), readFileSync(at('plan.yaml'), 'utf8').replace('entries: [note]', 'entries: [note, photo-of-koval]'));
    const ran = await runPlan();
    expect(ran.code, ran.err).toBe(0);
    const tar = readFileSync(at('out', 'defence.tar'));
    expect(tar.includes('document-taken-in')).toBe(false);
    expect(tar.toString('latin1').toLowerCase()).not.toContain('koval');
  });
});
