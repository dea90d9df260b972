/** A text with its `{{name}}` places filled; a place without a value stays as it is. */
export function fillWords(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replaceAll(/\{\{(\w+)\}\}/gu, (place, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : place));
}
