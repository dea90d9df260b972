const separators = [',', ';', '\t', '|'];
const maximumColumns = 16;
const maximumCells = 200_000;

/**
 * Reads separated values (RFC 4180, and the semicolons, tabs and bars that other locales write). Undefined when the text is no table
 * that fits a page: it is then shown as text.
 */
export function parseCsv(text: string): string[][] | undefined {
  const separator = separatorOf(text);
  if (separator === undefined || separator.columns < 2) return undefined;
  const rows = splitRows(text, separator.candidate).filter((row) => row.some((cell) => cell !== ''));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return columns > maximumColumns || columns * rows.length > maximumCells || rows.length === 0 ? undefined : rows;
}

/** What most likely stands between the cells of a table: a comma where nothing else does. */
export function likelySeparator(text: string): string {
  const found = separatorOf(text);
  return found === undefined || found.columns < 2 ? ',' : found.candidate;
}

function separatorOf(text: string): { readonly candidate: string; readonly columns: number } | undefined {
  const sample = text.slice(0, 20_000);
  return separators.map((candidate) => ({ candidate, columns: likelyColumns(splitRows(sample, candidate)) })).sort((a, b) => b.columns - a.columns)[0];
}

function likelyColumns(rows: readonly (readonly string[])[]): number {
  const counts = rows.slice(0, -1).map((row) => row.length);
  const usual = counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? rows[0]?.length ?? 0;
  return usual;
}

/** The rows of a table, quotes taken off. */
export function splitRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') {
        cell += '"';
        at++;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === separator || letter === '\n') {
      row.push(cell.replace(/\r$/, ''));
      cell = '';
      if (letter === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += letter;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
