import type { OutputFile } from './output-file.ts';

/** A bookmark of the bundle; `destination` is PDF text. */
export interface Bookmark {
  readonly title: string;
  readonly destination: string | undefined;
  readonly children: readonly Bookmark[];
  /** Whether its children are shown when the file is opened. */
  readonly open: boolean;
}

/** Writes the outline tree (ISO 32000-1, 12.3.3) and answers its root's number; undefined when there is nothing to write. */
export async function writeBookmarks(file: OutputFile, bookmarks: readonly Bookmark[]): Promise<number | undefined> {
  if (bookmarks.length === 0) return undefined;
  const root = file.reserve();
  const shown = await writeLevel(file, bookmarks, root);
  await file.object(root, `<</Type/Outlines${shown.ends}/Count ${shown.visible}>>`);
  return root;
}

async function writeLevel(file: OutputFile, level: readonly Bookmark[], parent: number): Promise<{ ends: string; visible: number }> {
  const numbers = level.map(() => file.reserve());
  let visible = level.length;
  for (const [index, item] of level.entries()) {
    const number = numbers[index] ?? 0;
    const below = item.children.length === 0 ? undefined : await writeLevel(file, item.children, number);
    if (below !== undefined && item.open) visible += below.visible;
    const link = (name: string, target: number | undefined): string => (target === undefined ? '' : `/${name} ${target} 0 R`);
    const count = below === undefined ? '' : `${below.ends}/Count ${item.open ? '' : '-'}${below.visible}`;
    const destination = item.destination === undefined ? '' : `/Dest ${item.destination}`;
    await file.object(number, `<</Title ${textString(item.title)}/Parent ${parent} 0 R${link('Prev', numbers[index - 1])}${link('Next', numbers[index + 1])}${count}${destination}>>`);
  }
  return { ends: `/First ${numbers[0] ?? 0} 0 R/Last ${numbers.at(-1) ?? 0} 0 R`, visible };
}

/** A PDF text string in UTF-16, as hexadecimal; plain ASCII stays readable. */
export function textString(text: string): string {
  if (/^[\x20-\x7e]*$/u.test(text)) return `(${text.replace(/[\\()]/gu, '\\$&')})`;
  let hex = 'feff';
  for (let index = 0; index < text.length; index++) hex += text.charCodeAt(index).toString(16).padStart(4, '0');
  return `<${hex}>`;
}
