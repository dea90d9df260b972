/** A piece of text to be typeset; the shape that `resources/templates/blocks.typ` reads. */
export type TextBlock =
  | { readonly kind: 'paragraph' | 'item'; readonly text: string; readonly direction: Direction }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly direction: Direction }
  | { readonly kind: 'table'; readonly rows: readonly (readonly DirectedText[])[] }
  | { readonly kind: 'rule' };

export type Direction = 'ltr' | 'rtl';

export interface DirectedText {
  readonly text: string;
  readonly direction: Direction;
}

const strong = /[\p{L}]/u;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The direction of a text by its first strong letter (UAX #9, P2). */
export function directionOf(text: string): Direction {
  const first = strong.exec(text)?.[0];
  return first !== undefined && rightToLeft.test(first) ? 'rtl' : 'ltr';
}

/** A text with its direction, made fit to print. */
export function directed(text: string): DirectedText {
  return { text: printable(text), direction: directionOf(text) };
}

const linesInParagraph = 40;

/** Lines of plain text as blocks: line ends stay, and lines of one direction stand together. */
export function linesToBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let lines: string[] = [];
  let direction: Direction = 'ltr';
  const flush = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', text: lines.join('\n'), direction });
    lines = [];
  };
  for (const line of text.split(/\r\n|[\n\r\u2028\u2029\f]/)) {
    const shown = printable(line.replaceAll('\t', '    ').trimEnd());
    if (shown === '') {
      flush();
      continue;
    }
    const own = directionOf(shown);
    if (own !== direction || lines.length === linesInParagraph) flush();
    direction = own;
    lines.push(shown);
  }
  flush();
  return blocks;
}

/** Makes a text fit to print: control characters shown as pictures, unbroken runs given places to break. */
export function printable(text: string): string {
  return (
    text
      .normalize('NFC')
      // Shown, not hidden: U+2400 and on has a picture for each.
      .replace(/[\u0000-\u0008\u000b\u000e-\u001f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
      .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
      .replace(/[\x21-\x7e\u00a1-\u024f\u0370-\u06ff]{71,}/g, (run) => run.replace(/.{50}/gu, '$&\u200b'))
  );
}
