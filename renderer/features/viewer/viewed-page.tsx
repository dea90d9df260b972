import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { pageImageAddress } from '../../../shared/ipc/bridge.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { pictureDpi } from '../../components/pages/page-geometry.ts';
import { PagePicture } from '../../components/pages/page-picture.tsx';
import { PageTextLayer } from '../../components/pages/page-text-layer.tsx';

// That of the thumbnails: their pictures are there already.
const previewDpi = 36;

export interface ViewedPageProps {
  readonly document: string;
  readonly page: number;
  readonly scale: number;
  readonly edition: string | undefined;
  readonly revision: number;
  readonly text: PageText | undefined;
  readonly want: (page: number) => void;
  readonly label: string;
  readonly doubtBelow: number;
  readonly children: ReactNode;
}

/** One page: its picture at the screen's resolution, its words over it, and what is drawn on top. */
export function ViewedPage({ document, page, scale, edition, revision, text, want, label, doubtBelow, children }: ViewedPageProps) {
  useEffect(() => { want(page); }, [want, page]);
  const dpi = pictureDpi(scale, window.devicePixelRatio);
  const addressAt = (wanted: number): string => `${pageImageAddress(document, page, { dpi: wanted, ...(edition === undefined ? {} : { edition }) })}${revision === 0 ? '' : `&v=${String(revision)}`}`;
  return (
    <>
      <PagePicture key={`${document}|${edition ?? ''}|${String(revision)}`} address={addressAt(dpi)} preview={dpi > previewDpi ? addressAt(previewDpi) : undefined} label={label} />
      {text === undefined ? null : <PageTextLayer words={text.words} scale={scale} language={text.language} doubtBelow={doubtBelow} />}
      {children}
    </>
  );
}
