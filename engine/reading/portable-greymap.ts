import type { PixelImage } from '../pdf/page-image.ts';

/** Binary PGM (Netpbm): raw pixels behind a line of text, so that nothing is compressed on the way into a recognition engine. */
export function portableGreymap({ width, height, pixels }: PixelImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels]);
}
