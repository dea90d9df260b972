/** Writes rows as CSV (RFC 4180, UTF-8); a text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection). */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  return Buffer.from(rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''), 'utf8');
}

function csvCell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/u.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
