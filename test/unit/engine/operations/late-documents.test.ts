import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareBuilds } from '../../../../engine/bundle/index.ts';
import { buildEdition } from '../../../../engine/operations/build-edition.ts';
import { buildToFile } from '../../../../engine/operations/build-to-file.ts';
import { createEngine, type Engine } from '../../../../engine/operations/engine.ts';
import { builtBundles, bundleSettings, numberChanges, putBundleSettings, notYetBuilt, standOfLastBuild } from '../../../../engine/operations/exhibits/exhibit-records.ts';
import { numberExhibits, saveExhibitSchemes } from '../../../../engine/operations/exhibits/number-exhibits.ts';
import { resolveReferences } from '../../../../engine/operations/exhibits/resolve-references.ts';
import { setExhibitState } from '../../../../engine/operations/exhibits/set-exhibit-state.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { pagesOfText } from '../bundle/bundle-tools.ts';
import { newFolder, newVault, refused, value } from '../vault/case-for-tests.ts';

const id = (text: string): DocumentId => text as DocumentId;
let engine: Engine;
let vault: Vault;

beforeAll(async () => {
  engine = createEngine();
  vault = await newVault();
  const folder = await newFolder();
  const texts = { one: 'See exhibit P-3 and page 99 of the bundle. Also P-77.', two: 'The second note.', three: 'The third note.', late: 'Came late.' };
  const items = Object.entries(texts).map(([name, text]) => {
    const file = path.join(folder, `${name}.txt`);
    writeFileSync(file, `${text}\n`);
    return { path: file, id: id(name), title: `Note ${name}` };
  });
  expect(value(await takeIn(engine, vault, items)).refused).toEqual([]);
  vault.bundle.put({ title: 'Bundle', sections: [{ title: 'Notes', entries: [id('one'), id('two'), id('three')] }] });
});
afterAll(async () => {
  await vault.close();
  engine.close();
});

const labels = async (supplement = false): Promise<string[]> => value(await buildEdition(engine, vault, 'court', { supplement })).assembled.entries.map(({ key, firstLabel }) => `${key} ${firstLabel}`);

describe('exhibits and late documents of a case', () => {
  it('are numbered by their party, in the order of the bundle, with each change in the concordance and the log', async () => {
    value(saveExhibitSchemes(vault, [{ party: 'prosecution', format: 'P-{n}', first: 1, sub: 'dot' }, { party: 'defence', format: 'D-{n}', first: 5, last: 5, sub: 'dot' }]));
    value(setExhibitState(vault, [id('two')], { party: 'defence', status: 'contested', note: 'Hearsay' }));
    expect(value(numberExhibits(vault, { again: false, preview: true })).map(({ to }) => to)).toEqual(['P-1', 'D-5', 'P-2']);
    expect(vault.documents.get(id('one'))?.exhibit).toBeUndefined();
    value(numberExhibits(vault, { again: false, preview: false }));
    vault.documents.change(id('three'), { exhibit: 'P-3' });
    expect(numberChanges(vault).map(({ document, to }) => [document, to])).toEqual([['one', 'P-1'], ['two', 'D-5'], ['three', 'P-2']]);
    expect([...vault.events()].map(({ action }) => action)).toEqual(expect.arrayContaining(['exhibit-status-set', 'exhibits-numbered']));
    value(setExhibitState(vault, [id('three')], { party: 'defence' }));
    expect((await refused(Promise.resolve(numberExhibits(vault, { documents: [id('two'), id('three')], again: true, preview: false })))).code).toBe('usage');
    expect(vault.documents.get(id('two'))?.exhibit).toBe('D-5');
  });

  it('link what a document mentions, and list what leads nowhere', async () => {
    expect(await labels()).toEqual(['one 2', 'two 3', 'three 4']);
    const [built] = builtBundles(vault, 'court');
    expect(standOfLastBuild(vault, 'court')).toEqual({ edition: 'court', build: built?.build, lost: 2 });
    expect(built?.references.map(({ text, state, target }) => [text.replace(/[.,]$/u, ''), state, target])).toEqual([['P-3', 'linked', 4], ['page 99', 'nowhere', undefined], ['P-77', 'nowhere', undefined]]);
  });

  it('go in as lettered pages, with a warning, where numbers stay', async () => {
    vault.bundle.put({ title: 'Bundle', sections: [{ title: 'Notes', entries: [id('one'), id('late'), id('two'), id('three')] }] });
    putBundleSettings(vault, { ...bundleSettings(vault), late: 'insert' });
    const built = value(await buildEdition(engine, vault, 'court'));
    expect(built.assembled.entries.map(({ key, firstLabel }) => `${key} ${firstLabel}`)).toEqual(['one 2', 'late 2A', 'two 3', 'three 4']);
    expect(built.findings.filter(({ code }) => code === 'pages-inserted').map(({ document }) => document)).toEqual(['late']);
    const [before, after] = builtBundles(vault, 'court');
    expect(compareBuilds(before?.entries ?? [], after?.entries ?? []).map(({ document, changes }) => [document, changes])).toEqual([['late', ['added']]]);
    vault.records.remove('built-bundle', after?.build ?? '');
  });

  it('stand at the end, with everything else where it was', async () => {
    putBundleSettings(vault, { ...bundleSettings(vault), late: 'end' });
    expect(await labels()).toEqual(['one 2', 'two 3', 'three 4', 'late 5']);
    vault.records.remove('built-bundle', builtBundles(vault, 'court').at(-1)?.build ?? '');
  });

  it('make a supplementary bundle, whose numbers go on from the main one', async () => {
    expect(notYetBuilt(vault, 'court')).toEqual(['late']);
    expect(await labels(true)).toEqual(['late 6']);
    expect(notYetBuilt(vault, 'court')).toEqual([]);
    expect((await refused(buildEdition(engine, vault, 'court', { supplement: true }))).code).toBe('usage');
  });

  it('leave a concordance of old and new beside a bundle where numbers are not what they were, and none where they are', async () => {
    putBundleSettings(vault, { ...bundleSettings(vault), late: 'renumber' });
    vault.bundle.put({ title: 'Bundle', sections: [{ title: 'Notes', entries: [id('late'), id('one'), id('two')] }] });
    vault.documents.change(id('one'), { exhibit: 'P-8' });
    const folder = await newFolder();
    const { concordance } = value(await buildToFile(engine, vault, { edition: 'court', out: path.join(folder, 'b.pdf') }));
    expect(concordance.map((file) => path.basename(file))).toEqual(['b-concordance.pdf', 'b-concordance.csv']);
    expect(readFileSync(path.join(folder, 'b-concordance.csv'), 'utf8').split('\r\n').slice(1, -1).map((row) => row.split(',').map((cell) => cell.trim()))).toEqual([
      ['', '', 'Note late', '', '2'], ['P-1', 'P-8', 'Note one', '2', '3'], ['D-5', 'D-5', 'Note two', '3', '4'], ['P-3', '', 'Note three', '4', ''],
    ]);
    expect(pagesOfText(readFileSync(path.join(folder, 'b-concordance.pdf'))).join('')).toContain('Old and new numbers');
    expect(value(await buildToFile(engine, vault, { edition: 'court', out: path.join(folder, 'c.pdf') })).concordance).toEqual([]);
  });
});

describe('mentions of pages', () => {
  const entry = (key: string, first: string, last: string, firstPage: number) => ({ key, document: key, title: key, firstPage, lastPage: firstPage, firstLabel: first, lastLabel: last });
  const mention = (label: string) => ({ document: id('one'), page: 1, text: `page ${label}`, state: 'linked' as const, to: { label } });
  const resolved = (labels: readonly string[], before: readonly ReturnType<typeof entry>[], now: readonly ReturnType<typeof entry>[]) =>
    resolveReferences(['3', 'A2', '9'].map(mention), { entries: now, labels }, { entries: before }).map(({ state, target }) => [state, target]);

  it('lead to another page than before where something else stands at that number now', () => {
    const labels = ['1', '2', '3', 'A1', 'A2'];
    const stand = [entry('one', '1', '3', 1), entry('two', 'A1', 'A2', 4)];
    expect(resolved(labels, stand, stand)).toEqual([['linked', 3], ['linked', 5], ['nowhere', undefined]]);
    expect(resolved(labels, [entry('new', '1', '1', 1), entry('one', '2', '4', 2), entry('two', 'A1', 'A2', 4)], stand)).toEqual([['moved', 3], ['linked', 5], ['nowhere', undefined]]);
    expect(resolved(labels, [], stand)).toEqual([['linked', 3], ['linked', 5], ['nowhere', undefined]]);
  });
});
