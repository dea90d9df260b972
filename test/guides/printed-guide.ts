import { chromium } from '@playwright/test';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { PDFDocument } from 'pdf-lib';
import { findChromium } from '../../electron/chromium/find-chromium.ts';

/** One quick guide for each role. */
export const roles = ['prosecutor', 'defence', 'clerk'] as const;
export type Role = (typeof roles)[number];

const folder = fileURLToPath(new URL('../../docs/guide/', import.meta.url));
export const guideOf = (role: Role): string => join(folder, `${role}.md`);
export const printedGuideOf = (role: Role): string => join(folder, `${role}.pdf`);

/** SHA-256 of all that a guide is printed from, its pictures included, in lower-case hex. */
export function sourceOf(role: Role): string {
  const text = readFileSync(guideOf(role), 'utf8');
  const hash = createHash('sha256').update(text).update(style);
  for (const [, picture = ''] of text.matchAll(/!\[[^\]]*\]\((?<picture>[^)]+)\)/gu)) hash.update(readFileSync(join(dirname(guideOf(role)), picture)));
  return hash.digest('hex');
}

// Two pictures to a page where they follow one another; no heading alone at the foot of a page.
const style = `
  @page { size: A4; margin: 16mm 18mm 18mm; }
  body { font: 10.5pt/1.45 'Noto Sans', sans-serif; color: #16202e; }
  h1 { font-size: 20pt; margin: 0 0 4mm; }
  h2 { font-size: 13.5pt; margin: 7mm 0 2mm; break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  img { display: block; max-width: 100%; max-height: 78mm; margin: 3mm 0; border: 0.3mm solid #b9c2cf; border-radius: 1.5mm; break-inside: avoid; }
  table { border-collapse: collapse; margin: 3mm 0; width: 100%; break-inside: avoid; }
  th, td { border-block-end: 0.2mm solid #b9c2cf; padding: 1mm 3mm 1mm 0; text-align: start; vertical-align: top; }
  code { font: 9.5pt 'Noto Sans Mono', monospace; }
`;

// Of the packages: which fonts the machine has changes nothing.
const require = createRequire(import.meta.url);
const fonts = ([[400, '400Regular/NotoSans_400Regular.ttf'], [700, '700Bold/NotoSans_700Bold.ttf']] as const)
  .map(([weight, file]) => `@font-face { font-family: 'Noto Sans'; font-weight: ${String(weight)}; src: url('${pathToFileURL(require.resolve(`@expo-google-fonts/noto-sans/${file}`)).href}'); }`)
  .join('\n');

/** Prints the quick guide of a role on A4, its words and its pictures, with the hash of what it was printed from as its keywords. */
export async function printGuide(role: Role): Promise<Uint8Array> {
  const work = mkdtempSync(join(tmpdir(), 'custodia-guide-'));
  const executablePath = findChromium();
  const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox'] });
  try {
    const text = readFileSync(guideOf(role), 'utf8');
    const [title = role] = /(?<=^# ).+/u.exec(text) ?? [];
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><base href="${pathToFileURL(folder).href}"><title>Custodia: ${title}</title><style>${fonts}${style}</style></head><body>${await marked.parse(text)}</body></html>`;
    const file = join(work, 'guide.html');
    writeFileSync(file, html);
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
    const pdf = await PDFDocument.load(await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true }));
    pdf.setCreator('Custodia');
    pdf.setKeywords([sourceOf(role)]);
    return await pdf.save();
  } finally {
    await browser.close();
    rmSync(work, { recursive: true, force: true });
  }
}
