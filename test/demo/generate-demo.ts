// Makes the evidence of the demonstration case anew: `npm run demo:generate`. The plan file beside it is written by hand.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { degrees, PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { bankRows, accounts, transferRows } from './money.ts';
import { chatExport, messageWithAttachment } from './message.ts';
import { demoIdentity } from './demo-identity.ts';
import { doorScene, notebookScene, photograph, warehouseScene } from './photographs.ts';
import { plates, reportEnglish, reportRomanian, type ReportText } from './police-report.ts';
import { articlesOfRights } from './rights.ts';
import { printAndScan } from './scan-pages.ts';
import { signatureSvg } from './signature-strokes.ts';
import { nuwayriArabic, nuwayriEnglish } from './statements-arabic.ts';
import { brandusescuEnglish, brandusescuRomanian, verbytskaEnglish, verbytskaUkrainian, type StatementText } from './statements.ts';
import { typeset } from './typeset.ts';

const demo = path.join(import.meta.dirname, '../../resources/demo');
const evidence = path.join(demo, 'evidence');
const keys = path.join(demo, 'keys');

interface Certificate {
  readonly from: string;
  readonly name: string;
  readonly register: string;
  readonly appointed: string;
  readonly date: string;
}

function write(name: string, content: Uint8Array | string): void {
  writeFileSync(path.join(evidence, name), content);
}

/** The name as it is written by hand, for its strokes. */
const strokesOf = (name: string): string => signatureSvg(name.replace('(signed) ', ''));

function statement(text: StatementText | ReportText, emblem: number, certificate?: Certificate): Promise<Uint8Array> {
  const annex = 'annexTitle' in text ? { annex: articlesOfRights(text.language, 30) } : {};
  return typeset('statement.typ', {
    ...text, ...annex, ...('annexTitle' in text ? {} : { plates: plates(text.language) }), emblem,
    initials: signatureSvg(text.signedBy[0]?.[1] ?? '', true),
    signatures: text.signedBy.map(([, name]) => strokesOf(name)),
    ...(certificate === undefined ? {} : { certificate: certificateOf(certificate) }),
  });
}

function certificateOf({ from, name, register, appointed, date }: Certificate): unknown {
  return {
    text: `I certify that the foregoing is a true and accurate translation of the ${from} original that was placed before me, made to the best of my knowledge and ability, and that I am competent in both languages.`,
    fields: [['Translator', name], ['Qualification', 'Sworn translator and interpreter'], ['Register no.', register], ['Appointed by', appointed], ['Date of translation', date]],
    signature: strokesOf(name), stamp: `SWORN\nTRANSLATOR\n${register}`,
  };
}

/** Landscape pages stored upright and displayed by rotation, as many office programs and scanners store them. */
async function storedRotated(pdf: Uint8Array): Promise<Uint8Array> {
  const source = await PDFDocument.load(pdf, { updateMetadata: false });
  const stored = await PDFDocument.create({ updateMetadata: false });
  for (const page of await stored.embedPages(source.getPages())) {
    const { width, height } = page;
    const upright = stored.addPage([height, width]);
    upright.drawPage(page, { x: height, y: 0, rotate: degrees(90) });
    upright.setRotation(degrees(90));
  }
  return stored.save();
}

async function receipt(): Promise<Buffer> {
  const lines = ['SALLOW DYKE PRODUCE LTD', 'CASH PAID OUT', '', 'Week 17 / 2025', '', 'Name: BRANDUSESCU I.', 'Hours: 84', 'Paid: 40.00', 'Kept: 412.00 (papers, road)', '', 'Tel. +40 721 000 142', '', 'Received: I. Brandusescu'];
  const text = lines.map((line, row) => `<text x="70" y="${150 + row * 62}" font-family="Noto Sans" font-size="40">${line}</text>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1200"><rect width="1000" height="1200" fill="white"/><rect x="30" y="40" width="940" height="1120" fill="none" stroke="black" stroke-width="5"/>${text}<g transform="translate(420 1000) scale(1.7)">${signatureSvg('I. Brandusescu').replace('#1d2f8f', 'black')}</g></svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).flatten({ background: 'white' }).greyscale().threshold(150).raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } }).toColourspace('b-w').withMetadata({ density: 150 }).tiff({ compression: 'lzw', resolutionUnit: 'inch', xres: 150 / 25.4, yres: 150 / 25.4 }).toBuffer();
}

const melnychenko: Certificate = { from: 'Ukrainian', name: 'Daria Melnychenko-Ort', register: '70412', appointed: 'Register of Public Service Interpreters (invented), decision 12/2019', date: '16 June 2025' };
const voiculescu: Certificate = { from: 'Romanian', name: 'Emil Voicu-Harting', register: '70377', appointed: 'Register of Public Service Interpreters (invented), decision 40/2016', date: '8 July 2025' };
const murqus: Certificate = { from: 'Arabic', name: 'Hala Dib Murqus', register: '70518', appointed: 'Register of Public Service Interpreters (invented), decision 7/2021', date: '18 June 2025' };

rmSync(evidence, { recursive: true, force: true });
mkdirSync(evidence, { recursive: true });
mkdirSync(keys, { recursive: true });
for (const role of ['court', 'defence']) {
  const { secret, recipient } = demoIdentity(role);
  writeFileSync(path.join(keys, `${role}.key`), `# Demonstration only: everybody has this key.\n# public key: ${recipient}\n${secret}\n`);
  writeFileSync(path.join(keys, `${role}.pub`), `# Recipient of the ${role} edition of the demonstration case.\n${recipient}\n`);
}

write('statement-verbytska-uk.pdf', await statement(verbytskaUkrainian, 6));
write('statement-verbytska-en.pdf', await statement(verbytskaEnglish, 6, melnychenko));
write('statement-brandusescu-ro.pdf', await statement(brandusescuRomanian, 8));
write('statement-brandusescu-en.pdf', await statement(brandusescuEnglish, 8, voiculescu));
write('statement-nuwayri-ar.pdf', await statement(nuwayriArabic, 6));
write('statement-nuwayri-en.pdf', await statement(nuwayriEnglish, 6, murqus));
write('police-report-ro-scan.pdf', await printAndScan(await statement(reportRomanian, 5)));
write('police-report-en.pdf', await statement(reportEnglish, 5, { ...voiculescu, date: '9 July 2025' }));

write('photo-cutlers-row.jpg', await photograph({ svg: warehouseScene(), width: 1080, height: 1440, orientation: 6, takenAt: '2025:06:11 06:52:10', gps: { latitude: '52/1 58/1 1234/100', longitude: '0/1 31/1 4521/100', eastWest: 'W' } }));
write('photo-notebook.jpg', await photograph({ svg: notebookScene(), width: 1440, height: 1080, orientation: 3, takenAt: '2025:06:11 07:20:44', gps: { latitude: '52/1 58/1 1236/100', longitude: '0/1 31/1 4518/100', eastWest: 'W' } }));
write('photo-door.jpg', await photograph({ svg: doorScene(), width: 1080, height: 1440, orientation: 8, takenAt: '2025:06:11 07:31:02' }));
write('receipt-week-17.tif', await receipt());

const rota = await typeset('memo.typ', {
  office: 'Sallow Dyke Produce Ltd · 14 Cutlers Row, Velkmoor VK4 7QX', marking: 'STAFF – DO NOT POST', title: 'Rota, week 17', fields: [['From', 'V. Lazorenko'], ['Valid', '21–27 April 2025']],
  paragraphs: ['Line 2 starts at five. Nobody leaves the hall before the count. Telephones stay in the office.'],
  table: { head: ['Line', 'Name', 'Hours', 'Owes'], rows: [['2', 'Olena Verbytska', '05–19', '4,650'], ['2', 'Ileana Brandusescu', '05–19', '3,900'], ['1', 'Doina T.', '17–07', '3,650'], ['1', 'Lesia P.', '17–07', '4,400'], ['forklift', 'Samir al-Nuwayri', '06–18', '–']] },
  signature: signatureSvg('V. Lazorenko'), name: 'V. Lazorenko',
});
write('message-week-17.eml', messageWithAttachment(rota));
write('chat-export.txt', chatExport);

write('bank-statement.pdf', await typeset('bank.typ', {
  bank: 'Moorland Mutual Bank', address: '2 Exchange Place, Velkmoor VK1 1AB · service@moorland.example', holder: 'Ms Olena Verbytska', holderAddress: '14 Cutlers Row, Velkmoor VK4 7QX',
  iban: accounts.verbytska, period: '6 March – 12 June 2025', opening: '120.00', rows: bankRows(), note: 'Moorland Mutual Bank · statement no. 1 · account of Ms O. Verbytska',
}));
write('transfers.pdf', await storedRotated(await typeset('transfers.typ', { title: 'Schedule of transfers, March–June 2025', author: 'Prepared by financial investigator R. Aldwinckle from the banks’ answers', rows: transferRows() })));
write('relocation-note.pdf', await typeset('memo.typ', {
  office: 'Velkmoor Constabulary · Witness Care', marking: 'SEALED BY ORDER OF 2 SEPTEMBER 2025', title: 'Relocation of a protected witness', fields: [['Concerning', 'Olena Verbytska and one child'], ['Date', '15 June 2025'], ['Held by', 'Witness Care Unit only']],
  paragraphs: [
    'Olena Verbytska was moved on 15 June 2025 to Rosemary House, 27 Tannery Lane, Velkmoor VK2 9ZZ. Her daughter Sofiia Verbytska is to join her there; travel is arranged by the unit.',
    'The address is known to two officers. It is not to be given to any party. Calls to the witness go through +380 67 000 56 78 only, at the agreed hours.',
    'Should the defence ask where the witness lives, the answer is that she is available to the court. The house is reviewed each month, or at once when a stranger asks for her by name.',
  ],
  signature: signatureSvg('H. Oldcroft'), name: 'Det. Sgt H. Oldcroft, no. 5117',
}));
