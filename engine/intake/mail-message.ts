import type { TextBlock } from './text-blocks.ts';
import type { ChildFile, IntakeFacts, IntakeFinding } from './rendition.ts';

/** A message read out of an e-mail file, of whatever format. */
export interface MailMessage {
  readonly subject: string;
  /** What stands above the text, in the order to print. */
  readonly headers: readonly { readonly label: string; readonly value: string }[];
  readonly blocks: readonly TextBlock[];
  readonly children: readonly ChildFile[];
  readonly facts: IntakeFacts;
  readonly findings: readonly IntakeFinding[];
}

/** `Name <address>`, or what there is of it. */
export function mailbox(name: string | undefined, address: string | undefined): string {
  if (address === undefined || address === '') return name ?? '';
  return name === undefined || name === '' || name === address ? address : `${name} <${address}>`;
}

/** Gives each file a name of its own: the second `scan.pdf` is `scan (2).pdf`. */
export function withDistinctNames(files: readonly ChildFile[]): ChildFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let name = file.name;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = file.name.replace(/(\.[A-Za-z0-9]+)?$/, (extension) => ` (${count})${extension}`);
    taken.add(name.toLowerCase());
    return { ...file, name };
  });
}
