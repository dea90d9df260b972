// `npm run guides`: prints the quick guide of each role again, after its words or pictures have changed; `npm run guides -- --pictures` takes the pictures of the window first.
import { writeFileSync } from 'node:fs';
import { printedGuideOf, printGuide, roles } from './printed-guide.ts';
import { takePictures } from './take-pictures.ts';

if (process.argv.includes('--pictures')) await takePictures((name) => { process.stdout.write(`${name}\n`); });
for (const role of roles) {
  const pdf = await printGuide(role);
  writeFileSync(printedGuideOf(role), pdf);
  process.stdout.write(`${printedGuideOf(role)}: ${String(Math.round(pdf.byteLength / 1024))} KB\n`);
}
