import { readFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import { expect, it } from 'vitest';
import { printedGuideOf, roles, sourceOf } from './printed-guide.ts';

it.each(roles)('the printed guide of the %s has the words and the pictures of today: after a change run `npm run guides`', async (role) => {
  const printed = await PDFDocument.load(readFileSync(printedGuideOf(role)), { updateMetadata: false });
  expect(printed.getKeywords()).toBe(sourceOf(role));
});
