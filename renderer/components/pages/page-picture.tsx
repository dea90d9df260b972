import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { pagePictures } from './page-pictures.ts';
import type { Urgency } from './page-work.ts';

export interface PagePictureProps {
  readonly address: string;
  /** Of other pictures of the same page, the best first: one that is here already stands in until the sharp one has come. */
  readonly standIns?: readonly string[];
  /** Of a small picture that is fetched first, where the sharp one takes long. */
  readonly preview?: string | undefined;
  readonly urgency: Urgency;
  /** Absent where what is around it names the page. */
  readonly label?: string;
  readonly className?: string;
}

/** Draws at once; a state would come with the next rendering, long after what it tells of is seen. */
function draw(canvas: HTMLCanvasElement | null, picture: ImageBitmap, sharp: boolean): void {
  if (canvas === null) return;
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d', { alpha: false })?.drawImage(picture, 0, 0);
  canvas.toggleAttribute('data-loaded', true);
  canvas.toggleAttribute('data-sharp', sharp);
}

/** A page's picture; while a sharper one is on its way the last one stays in view, as large as the page is now. */
export function PagePicture({ address, standIns = [], preview, urgency, label, className = 'page-picture' }: PagePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const shown = useRef<string | null>(null);
  const others = useRef(standIns);
  useEffect(() => { others.current = standIns; });

  useLayoutEffect(() => {
    setFailed(false);
    // Asked for again before another had come, what is in view is the sharp one.
    canvas.current?.toggleAttribute('data-sharp', shown.current === address);
    if (shown.current === address) return undefined;
    const show = (of: string, picture: ImageBitmap): void => {
      draw(canvas.current, picture, of === address);
      shown.current = of;
      setFailed(false);
    };
    const known = pagePictures.known(address);
    if (known !== undefined) {
      show(address, known);
      return undefined;
    }
    const standIn = shown.current === null ? others.current.find((one) => pagePictures.known(one) !== undefined) : undefined;
    const small = standIn === undefined ? undefined : pagePictures.known(standIn);
    if (standIn !== undefined && small !== undefined) show(standIn, small);
    const ends: (() => void)[] = [];
    if (preview !== undefined && shown.current === null) {
      ends.push(pagePictures.want(preview, urgency, (picture) => { if (picture !== null && shown.current === null) show(preview, picture); }));
    }
    ends.push(pagePictures.want(address, urgency, (picture) => {
      if (picture === null) setFailed(shown.current === null);
      else show(address, picture);
    }));
    return () => { for (const end of ends) end(); };
  }, [address, preview, urgency]);

  return (
    <>
      <canvas ref={canvas} className={className} {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} />
      {failed ? <span className="page-failed" role="img" aria-label={label}>⚠</span> : null}
    </>
  );
}
