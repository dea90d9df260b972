/** A bug as it may stand in a log: reference, kind and places in the code. The message is left out, for it may quote a document. */
export function bugLine(reference: string, error: unknown): string {
  if (!(error instanceof Error)) return `bug ${reference}: ${typeof error}\n`;
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12);
  return [`bug ${reference}: ${error.name}`, ...places, ''].join('\n');
}
