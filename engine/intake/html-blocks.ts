import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { directed, type TextBlock } from './text-blocks.ts';

/** What an HTML page says, without its means: no script, no style, nothing from the network. */
export interface HtmlText {
  readonly title: string | undefined;
  readonly blocks: readonly TextBlock[];
  /** Pictures and files that the page would fetch from the network. */
  readonly remote: number;
}

const silent = new Set(['script', 'style', 'template', 'noscript', 'head', 'iframe', 'object', 'embed', 'svg', 'math', 'canvas', 'audio', 'video']);
const breaking = new Set([
  'p', 'div', 'section', 'article', 'header', 'footer', 'main', 'aside', 'nav', 'ul', 'ol', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'form', 'fieldset', 'address', 'figure', 'figcaption',
  'table', 'tr', 'td', 'th', 'center', 'body', 'html', 'details', 'summary',
]);

/** Reads an HTML page to text in blocks (WHATWG HTML by parse5). Addresses of links stand behind their words. Never fails: any text is some page. */
export function htmlToBlocks(html: string): HtmlText {
  const blocks: TextBlock[] = [];
  let remote = 0;
  let title: string | undefined;
  let line = '';
  let shape: { kind: 'paragraph' | 'item' } | { kind: 'heading'; level: number } = { kind: 'paragraph' };

  const flush = (): void => {
    const text = line.replace(/[^\S\n\u00a0]+/g, ' ').replace(/ ?\n ?/g, '\n').trim();
    if (text !== '') blocks.push({ ...shape, ...directed(text) });
    line = '';
  };
  const inside = (node: Tree.Element, depth: number, as?: typeof shape): void => {
    flush();
    const before = shape;
    if (as !== undefined) shape = as;
    visitAll(node.childNodes, depth + 1);
    flush();
    shape = before;
  };
  const visitAll = (nodes: readonly Tree.ChildNode[], depth: number): void => {
    for (const node of nodes) visit(node, depth);
  };
  const visit = (node: Tree.ChildNode, depth: number): void => {
    if (node.nodeName === '#text') {
      line += (node as Tree.TextNode).value.replace(/\s+/g, ' ');
      return;
    }
    if (!('tagName' in node)) return;
    const tag = node.tagName;
    const attribute = (name: string): string | undefined => node.attrs.find((candidate) => candidate.name === name)?.value;
    if (isRemote(attribute('src')) || isRemote(attribute('background')) || (tag === 'link' && isRemote(attribute('href')))) remote++;
    if (tag === 'head') title = textIn(node, 'title');
    if (silent.has(tag) || depth > 400) return;
    if (tag === 'br') line += '\n';
    else if (tag === 'hr') {
      flush();
      blocks.push({ kind: 'rule' });
    } else if (tag === 'img') line += attribute('alt') === undefined || attribute('alt') === '' ? '' : ` [picture: ${attribute('alt') ?? ''}] `;
    else if (tag === 'a') {
      const from = line.length;
      visitAll(node.childNodes, depth + 1);
      const target = attribute('href');
      if (target !== undefined && /^(https?|mailto|ftp|tel):/i.test(target) && !line.slice(from).includes(target.replace(/^(mailto|tel):/i, ''))) line += ` <${target}>`;
    } else if (/^h[1-6]$/.test(tag)) inside(node, depth, { kind: 'heading', level: Number(tag[1]) });
    else if (tag === 'li') inside(node, depth, { kind: 'item' });
    else if (tag === 'td' || tag === 'th') {
      visitAll(node.childNodes, depth + 1);
      line += '\u00a0\u00a0 ';
    } else if (breaking.has(tag)) inside(node, depth);
    else if (tag === 'input' || tag === 'textarea') line += ` ${attribute('value') ?? ''} `;
    else visitAll(node.childNodes, depth + 1);
  };
  visitAll(parse(html).childNodes, 0);
  flush();
  return { title, blocks, remote };
}

function isRemote(address: string | undefined): boolean {
  return address !== undefined && /^(https?:|ftp:)?\/\//i.test(address.trim());
}

function textIn(node: Tree.Element, tag: string): string | undefined {
  const found = node.childNodes.find((child): child is Tree.Element => 'tagName' in child && child.tagName === tag);
  const text = found?.childNodes.map((child) => ('value' in child ? child.value : '')).join('').trim();
  return text === '' ? undefined : text;
}
