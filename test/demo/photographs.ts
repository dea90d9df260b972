import sharp from 'sharp';
import { seededRandom } from './random.ts';

/** A photograph as a telephone stores it: sensor pixels, the orientation that turns them upright, and where it was taken. */
interface Photograph {
  /** The scene, upright. */
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** EXIF: 1 upright, 3 upside down, 6 to be turned clockwise, 8 counter-clockwise. */
  readonly orientation: 1 | 3 | 6 | 8;
  readonly takenAt: string;
  /** Degrees and minutes north, degrees and minutes west or east. */
  readonly gps?: { readonly latitude: string; readonly longitude: string; readonly eastWest: 'E' | 'W' };
}

const turnToSensor = { 1: 0, 3: 180, 6: 270, 8: 90 } as const;

/** Draws the scene, adds grain and light falloff, and stores it as the sensor would have seen it. */
export async function photograph({ svg, width, height, orientation, takenAt, gps }: Photograph): Promise<Buffer> {
  const pixels = await sharp(Buffer.from(svg)).resize(width, height).removeAlpha().blur(0.6).raw().toBuffer();
  const random = seededRandom(takenAt);
  for (let at = 0; at < pixels.length; at += 3) {
    const x = ((at / 3) % width) / width - 0.5;
    const y = Math.floor(at / 3 / width) / height - 0.5;
    const light = 1 - 0.55 * (x * x + y * y);
    const grain = (random() - 0.5) * 14;
    for (let channel = 0; channel < 3; channel++) pixels[at + channel] = Math.max(0, Math.min(255, (pixels[at + channel] ?? 0) * light + grain));
  }
  const upright = sharp(pixels, { raw: { width, height, channels: 3 } });
  const sensor = sharp(await upright.rotate(turnToSensor[orientation]).png().toBuffer());
  const position = gps === undefined ? {} : { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: gps.latitude, GPSLongitudeRef: gps.eastWest, GPSLongitude: gps.longitude } };
  return sensor
    .withExif({ IFD0: { Make: 'Invented', Model: 'Demonstration 5', DateTime: takenAt, Software: 'none' }, IFD2: { DateTimeOriginal: takenAt }, ...position })
    .withMetadata({ orientation })
    .jpeg({ quality: 62, mozjpeg: false }).toBuffer();
}

function bricks(width: number, top: number, bottom: number): string {
  const random = seededRandom('bricks');
  let out = '';
  for (let row = 0, y = top; y < bottom; row++, y += 18) {
    for (let x = row % 2 === 0 ? 0 : -24; x < width; x += 48) {
      const tone = 118 + Math.floor(random() * 34);
      out += `<rect x="${x}" y="${y}" width="46" height="16" fill="rgb(${tone + 18},${tone - 40},${tone - 58})"/>`;
    }
  }
  return out;
}

/** The building on Cutlers Row with the van; in the doorway somebody whose face the defence edition does not show. */
export function warehouseScene(): string {
  const windows = [120, 300, 480, 660, 840].map((x) => `<g><rect x="${x}" y="170" width="110" height="84" fill="#2b3440"/><rect x="${x}" y="170" width="110" height="84" fill="none" stroke="#d8d3c6" stroke-width="6"/><line x1="${x + 55}" y1="170" x2="${x + 55}" y2="254" stroke="#d8d3c6" stroke-width="4"/><rect x="${x + 8}" y="176" width="40" height="30" fill="#55657a" opacity="0.7"/></g>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1440" width="1080" height="1440">
  <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8fa3b5"/><stop offset="1" stop-color="#ccd4d8"/></linearGradient><linearGradient id="road" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#6c6d6e"/><stop offset="1" stop-color="#47484a"/></linearGradient></defs>
  <rect width="1080" height="1440" fill="url(#sky)"/>
  <rect y="110" width="1080" height="760" fill="#8b8276"/>${bricks(1080, 110, 870)}
  <rect y="92" width="1080" height="26" fill="#4a4c4e"/>${windows}
  <rect x="90" y="330" width="640" height="86" fill="#24435c"/><text x="410" y="388" font-family="Noto Sans" font-weight="700" font-size="46" fill="#f2efe6" text-anchor="middle">SALLOW DYKE PRODUCE</text>
  <rect x="110" y="480" width="430" height="390" fill="#9aa0a3"/>${Array.from({ length: 12 }, (_, row) => `<rect x="110" y="${482 + row * 32}" width="430" height="4" fill="#7c8285"/>`).join('')}
  <rect x="780" y="470" width="200" height="400" fill="#35291f"/><text x="880" y="452" font-family="Noto Sans" font-weight="700" font-size="40" fill="#f5f0df" text-anchor="middle">14</text>
  <ellipse cx="868" cy="608" rx="40" ry="50" fill="#d8ab8b"/><path d="M826 600 q6 -62 44 -62 q44 0 42 66 q-12 -34 -44 -36 q-34 2 -42 32z" fill="#4b2f1e"/><circle cx="853" cy="606" r="5" fill="#2a1c14"/><circle cx="884" cy="606" r="5" fill="#2a1c14"/><path d="M850 636 q18 12 36 0" stroke="#8a4a3c" stroke-width="5" fill="none"/>
  <path d="M800 870 q0 -208 68 -208 q70 0 72 208z" fill="#6d2f3c"/>
  <rect y="870" width="1080" height="570" fill="url(#road)"/><rect y="866" width="1080" height="24" fill="#a3a19a"/>
  <g transform="translate(80 800)"><path d="M0 90 q4 -74 70 -80 h420 q40 2 58 52 l46 80 q46 10 54 46 v110 h-648z" fill="#eceeee"/><path d="M486 34 l52 100 h-92 v-100z" fill="#3b4a57"/><rect x="40" y="36" width="370" height="90" fill="#dfe2e2"/><circle cx="130" cy="300" r="62" fill="#1c1c1e"/><circle cx="130" cy="300" r="30" fill="#a9adb0"/><circle cx="510" cy="300" r="62" fill="#1c1c1e"/><circle cx="510" cy="300" r="30" fill="#a9adb0"/><rect x="560" y="230" width="86" height="34" fill="#f5d90a"/></g>
  <rect x="198" y="1038" width="256" height="56" rx="6" fill="#f7f7f2" stroke="#222" stroke-width="4"/><text x="326" y="1080" font-family="Noto Sans" font-weight="700" font-size="38" text-anchor="middle" fill="#111">XQ 14 DMO</text>
  <path d="M0 1240 L1080 1180" stroke="#d9d5c8" stroke-width="10" stroke-dasharray="90 60"/></svg>`;
}

/** The notebook of debts, open on a table, with names in two scripts. */
export function notebookScene(): string {
  const lines = [['О. Вербицька', '4650'], ['Brânduşescu I.', '3900'], ['Мар’яна К.', '4100'], ['Doina T.', '3650'], ['Lesia P.', '4400'], ['за дорогу / drum', '900'], ['cazare', '1200'], ['паспорт', '600']];
  const written = lines.map(([name, sum], row) => `<text x="740" y="${268 + row * 66}" transform="rotate(${(row % 3) - 1} 740 ${268 + row * 66})" font-family="Noto Sans" font-style="italic" font-size="36" fill="#1f2e78">${name ?? ''} – ${sum ?? ''}</text>`).join('');
  const ruled = (from: number, to: number): string => Array.from({ length: 13 }, (_, row) => `<line x1="${from}" y1="${214 + row * 66 - 10}" x2="${to}" y2="${214 + row * 66 - 10}" stroke="#9fb4cf" stroke-width="2"/>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1440 1080" width="1440" height="1080">
  <rect width="1440" height="1080" fill="#7b5a3c"/>${Array.from({ length: 9 }, (_, row) => `<rect y="${row * 120}" width="1440" height="116" fill="rgb(${120 + (row % 3) * 8},${88 + (row % 2) * 6},${58 + (row % 3) * 4})"/>`).join('')}
  <g transform="rotate(-3 720 540)"><rect x="80" y="110" width="1260" height="880" fill="#16181b"/><rect x="110" y="130" width="600" height="840" fill="#f3efe2"/><rect x="710" y="130" width="600" height="840" fill="#f6f2e6"/>${ruled(130, 690)}${ruled(730, 1290)}
  <rect x="690" y="130" width="40" height="840" fill="#000" opacity="0.12"/>
  <text x="150" y="196" font-family="Noto Sans" font-size="30" fill="#444">aprilie / квітень</text>
  <text x="150" y="280" font-family="Noto Sans" font-style="italic" font-size="34" fill="#1f2e78">V.L. + 2 (12.04)</text><text x="150" y="346" font-family="Noto Sans" font-style="italic" font-size="34" fill="#1f2e78">сума 21 300</text><text x="150" y="412" font-family="Noto Sans" font-style="italic" font-size="34" fill="#1f2e78">+380 50 000 12 34</text>
  ${written}<rect x="160" y="560" width="420" height="270" fill="#f0c419" transform="rotate(4 370 690)"/><rect x="200" y="600" width="170" height="110" fill="#274a7d" transform="rotate(4 370 690)"/><text x="300" y="760" font-family="Noto Sans" font-size="30" fill="#5b4600" transform="rotate(4 370 690)">PASAPOARTE</text></g></svg>`;
}

/** The door to the hall with its chain, by torchlight. */
export function doorScene(): string {
  const links = Array.from({ length: 11 }, (_, index) => `<ellipse cx="${250 + index * 52}" cy="${650 + Math.round(Math.sin(index / 3.2) * 60)}" rx="34" ry="19" fill="none" stroke="#b9bcc0" stroke-width="12" transform="rotate(${index % 2 === 0 ? 24 : -30} ${250 + index * 52} ${650 + Math.round(Math.sin(index / 3.2) * 60)})"/>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1440" width="1080" height="1440"><defs><radialGradient id="torch" cx="0.5" cy="0.46" r="0.6"><stop offset="0" stop-color="#fff6d8" stop-opacity="0.22"/><stop offset="1" stop-color="#000" stop-opacity="0.62"/></radialGradient></defs>
  <rect width="1080" height="1440" fill="#5c5f61"/><rect x="150" y="90" width="780" height="1350" fill="#4a6a5a"/><rect x="190" y="130" width="320" height="1310" fill="#3f5c4e"/><rect x="560" y="130" width="330" height="1310" fill="#3f5c4e"/>
  <rect x="500" y="560" width="36" height="190" rx="12" fill="#c3c5c6"/><rect x="556" y="560" width="36" height="190" rx="12" fill="#c3c5c6"/>${links}
  <rect x="500" y="720" width="120" height="130" rx="14" fill="#c9a63a"/><path d="M522 726 v-40 q38 -58 76 0 v40" fill="none" stroke="#8d8f92" stroke-width="18"/><circle cx="560" cy="780" r="12" fill="#3b3115"/>
  <rect x="240" y="250" width="230" height="110" fill="#f2f2ee"/><text x="355" y="296" font-family="Noto Sans" font-weight="700" font-size="30" text-anchor="middle" fill="#a51616">PRIVATE</text><text x="355" y="336" font-family="Noto Sans" font-size="24" text-anchor="middle" fill="#333">keep locked 20–05</text><rect width="1080" height="1440" fill="url(#torch)"/></svg>`;
}
