import { SaxesParser } from 'saxes';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';

/** An element with its attributes by local name, and its text and elements in order. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
}

const deepest = 60;
const mostElements = 2_000_000;

class Refused extends Error {}

/** Parses an XML file of an exchange format. Fails with `document-hostile` for a DOCTYPE or too deep a nesting, and with `document-damaged` for what is not well-formed. */
export function parseXml(bytes: Uint8Array): Result<XmlElement, Failure> {
  const root: OpenElement = { name: '', attributes: {}, children: [] };
  const open: OpenElement[] = [root];
  const parser = new SaxesParser();
  let count = 0;
  parser.on('doctype', () => {
    throw new Refused();
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > deepest || ++count > mostElements) throw new Refused();
    const element: OpenElement = { name: local(name), attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key.startsWith('xmlns') ? key : local(key), value])), children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const addText = (text: string): void => void open.at(-1)?.children.push(text);
  parser.on('text', addText);
  parser.on('cdata', addText);
  try {
    parser.write(decode(bytes)).close();
  } catch (error) {
    if (error instanceof Refused) return refusal(failure('document-hostile', 'The file declares more than a translation file may.'));
    return refusal(failure('document-damaged', 'This is no well-formed XML file.'));
  }
  const top = root.children.find((child) => typeof child !== 'string');
  return top === undefined || typeof top === 'string' ? refusal(failure('document-damaged', 'The file is empty.')) : success(top);
}

/** Elements of a name right below one. */
export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** Elements of a name anywhere below one, in order. */
export function* descendants(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    if (child.name === name) yield child;
    yield* descendants(child, name);
  }
}

/** All text below an element, marks within a sentence included. */
export function textOf({ children }: XmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Text for XML 1.0, without the characters that it cannot hold. */
export function escapeXml(text: string): string {
   
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '').replace(/[<>&"]/gu, (mark) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[mark] ?? mark);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decode(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(wide).decode(bytes);
}
