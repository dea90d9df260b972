const complexScripts = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Devanagari}\p{M}]/u;

/** Whether text needs mending once it is typeset: it has letters that are set as several glyphs. */
export function needsMending(text: string): boolean {
  return complexScripts.test(text);
}
