import { memo } from 'react';
import type { Word } from '../../../shared/page-text.ts';

const measured = new Map<string, number>();
const measuringSize = 100;
const rememberedWidths = 50_000;
let canvas: CanvasRenderingContext2D | null = null;

function widthAtHundred(text: string): number {
  const known = measured.get(text);
  if (known !== undefined) return known;
  canvas ??= document.createElement('canvas').getContext('2d');
  if (canvas === null) return text.length * measuringSize * 0.5;
  canvas.font = `${String(measuringSize)}px sans-serif`;
  const { width } = canvas.measureText(text);
  if (measured.size > rememberedWidths) measured.clear();
  measured.set(text, width);
  return width;
}

interface PageWordsProps {
  readonly words: readonly Word[];
  /** Confidence below which a recognised word is marked as doubtful; 0 marks none. */
  readonly doubtBelow: number;
}

/** The words of a page laid invisibly over its picture, so that they can be selected and read out. */
export function PageTextLayer({ scale, language, ...words }: PageWordsProps & {
  /** CSS pixels a point. */
  readonly scale: number;
  readonly language?: string | undefined;
}) {
  return <div className="page-words" style={{ transform: `scale(${String(scale)})`, inlineSize: `calc(100% / ${String(scale)})`, blockSize: `calc(100% / ${String(scale)})` }} {...(language === undefined ? {} : { lang: language })}><PageWords {...words} /></div>;
}

/** Words in points, which another zoom leaves as they are. */
const PageWords = memo(function PageWords({ words, doubtBelow }: PageWordsProps) {
  return (
    <>
      {words.map((word, index) => {
        const [left, top, width, height] = word.rect;
        const size = Math.max(1, height);
        const natural = widthAtHundred(word.text) * (size / measuringSize);
        const doubtful = word.confidence !== undefined && word.confidence < doubtBelow;
        return (
          <span
            key={index} data-word={index} dir="auto" className="page-word" data-doubtful={doubtful || undefined}
            style={{ left, top, fontSize: size, transform: natural > 0 ? `scaleX(${String(width / natural)})` : undefined }}
          >
            {word.text}
          </span>
        );
      })}
    </>
  );
});
