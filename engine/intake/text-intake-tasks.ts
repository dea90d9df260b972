import { success, type Result } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import { parseCsv } from './csv-rows.ts';
import { htmlToBlocks } from './html-blocks.ts';
import { directed, linesToBlocks, type TextBlock } from './text-blocks.ts';
import { decodeText, decodeTextAs } from './text-encoding.ts';
import type { IntakeFacts, IntakeFinding } from './rendition.ts';

interface TextIntakeInput {
  readonly bytes: Uint8Array;
  readonly kind: 'text' | 'csv' | 'html';
  readonly language?: string;
}

export interface TextIntake {
  readonly blocks: readonly TextBlock[];
  readonly landscape: boolean;
  readonly facts: IntakeFacts;
  readonly findings: readonly IntakeFinding[];
}

/** Letters that become pages; beyond that the rendition ends with a finding, the original holds all. */
const maximumLetters = 3_000_000;
const landscapeColumns = 5;

function readText({ bytes, kind, language }: TextIntakeInput): Result<TextIntake, Failure> {
  const declared = kind === 'html' ? /<meta[^>]+charset=["']?([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))?.[1] : undefined;
  const decoded = declared === undefined ? decodeText(bytes, language) : decodeTextAs(bytes, declared, language);
  const findings: IntakeFinding[] = [];
  if (decoded.guessed) findings.push({ code: 'encoding-guessed', message: `The file does not say how its letters are encoded; it was read as ${decoded.encoding}. If letters look wrong, state the document's language.` });
  if (decoded.text.includes('\ufffd')) findings.push({ code: 'letters-unreadable', message: 'Some letters of the file cannot be read and are shown as �.' });
  const cut = decoded.text.length > maximumLetters;
  if (cut) findings.push({ code: 'rendition-shortened', message: `The file is very long: the rendition shows its first ${maximumLetters.toLocaleString('en')} characters. The original holds all.` });
  const text = cut ? decoded.text.slice(0, maximumLetters) : decoded.text;
  const facts = { encoding: decoded.encoding, characters: decoded.text.length };
  if (kind === 'html') {
    const html = htmlToBlocks(text);
    if (html.remote > 0) findings.push({ code: 'remote-content', message: `The page refers to ${html.remote} pictures or files on the network. They were not fetched and are not shown.` });
    const heading: TextBlock[] = html.title === undefined ? [] : [{ kind: 'heading', level: 1, ...directed(html.title) }];
    return success({ blocks: [...heading, ...html.blocks], landscape: false, facts, findings });
  }
  const table = kind === 'csv' ? parseCsv(text) : undefined;
  if (table !== undefined) {
    const columns = Math.max(...table.map((row) => row.length));
    return success({ blocks: [{ kind: 'table', rows: table.map((row) => row.map(directed)) }], landscape: columns > landscapeColumns, facts: { ...facts, rows: table.length, columns }, findings });
  }
  return success({ blocks: linesToBlocks(text), landscape: false, facts, findings });
}

/** Reading of plain text, tables of text and web pages. */
export const tasks = { readText };
