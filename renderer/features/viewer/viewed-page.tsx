import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { PageText } from '../../../shared/page-text.ts';
import { dpiSteps, pictureDpi } from '../../components/pages/page-geometry.ts';
import { PagePicture } from '../../components/pages/page-picture.tsx';
import { PageTextLayer } from '../../components/pages/page-text-layer.tsx';
import { pictureAddress } from './picture-address.ts';
import type { PageWords } from './use-pages.ts';

// That of the thumbnails: their pictures may be there already.
const previewDpi = 36;
// Up to here a sharp picture is made almost as soon as a small one.
const quickDpi = 120;

export interface ViewedPageProps {
  readonly document: string;
  readonly page: number;
  readonly scale: number;
  readonly edition: string | undefined;
  readonly revision: number;
  readonly text: PageText | undefined;
  readonly want: PageWords['want'];
  /** In view now, not only about to be. */
  readonly seen: boolean;
  readonly label: string;
  readonly doubtBelow: number;
  readonly children: ReactNode;
}

/** One page: its picture at the screen's resolution, its words over it, and what is drawn on top. */
export function ViewedPage({ document, page, scale, edition, revision, text, want, seen, label, doubtBelow, children }: ViewedPageProps) {
  useEffect(() => want(page, seen ? 'seen-words' : 'near-words'), [want, page, seen]);
  const dpi = pictureDpi(scale, window.devicePixelRatio);
  const addressAt = (wanted: number): string => pictureAddress({ document, edition, revision }, page, wanted);
  return (
    <>
      <PagePicture
        key={`${document}|${edition ?? ''}|${String(revision)}`} address={addressAt(dpi)} standIns={dpiSteps.toReversed().map(addressAt)} preview={dpi > quickDpi ? addressAt(previewDpi) : undefined}
        urgency={seen ? 'seen' : 'near'} label={label}
      />
      {text === undefined ? null : <PageTextLayer words={text.words} scale={scale} language={text.language} doubtBelow={doubtBelow} />}
      {children}
    </>
  );
}
