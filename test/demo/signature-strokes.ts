import { seededRandom } from './random.ts';

/** A signature as pen strokes (SVG): the same name always signs alike. */
export function signatureSvg(name: string, initials = false): string {
  const random = seededRandom(name);
  const width = initials ? 90 : 220;
  const turns = initials ? 4 : 9 + Math.floor(random() * 4);
  let x = 12;
  let path = `M ${x} ${(45 + random() * 10).toFixed(1)}`;
  for (let turn = 0; turn < turns; turn++) {
    const step = (width - 30) / turns;
    const tall = turn === 0 || random() > 0.72;
    const top = tall ? 6 + random() * 14 : 26 + random() * 10;
    const bottom = random() > 0.8 ? 68 : 46 + random() * 10;
    path += ` C ${(x + step * (0.1 + random() * 0.3)).toFixed(1)} ${top.toFixed(1)}, ${(x + step * (0.7 + random() * 0.4)).toFixed(1)} ${top.toFixed(1)}, ${(x + step * 0.55).toFixed(1)} ${((top + bottom) / 2).toFixed(1)}`;
    path += ` S ${(x + step * (0.2 + random() * 0.3)).toFixed(1)} ${bottom.toFixed(1)}, ${(x + step).toFixed(1)} ${(bottom - random() * 8).toFixed(1)}`;
    x += step;
  }
  const flourish = initials ? '' : `M ${(12 + random() * 20).toFixed(1)} ${(62 + random() * 6).toFixed(1)} Q ${(width / 2).toFixed(1)} ${(50 + random() * 8).toFixed(1)} ${width - 8} ${(60 + random() * 8).toFixed(1)}`;
  const stroke = (d: string, thickness: number): string => (d === '' ? '' : `<path d="${d}" fill="none" stroke="#1d2f8f" stroke-width="${thickness}" stroke-linecap="round" stroke-linejoin="round"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 78" width="${width}" height="78">${stroke(path, 2)}${stroke(flourish, 1.4)}</svg>`;
}
