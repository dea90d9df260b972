import { useEffect, useState } from 'react';

export interface PagePictureProps {
  readonly address: string;
  /** Of a small picture of the same page, which stands there until the sharp one has come. */
  readonly preview?: string | undefined;
  readonly label: string;
}

/** A page's picture; while a sharper one is on its way the last one stays in view. */
export function PagePicture({ address, preview, label }: PagePictureProps) {
  const [shown, setShown] = useState(preview ?? address);
  const [loaded, setLoaded] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setFailed(false);
    if (address === shown) return undefined;
    const image = new Image();
    let stale = false;
    image.onload = () => { if (!stale) setShown(address); };
    image.onerror = () => { if (!stale) setFailed(true); };
    image.src = address;
    return () => { stale = true; };
  }, [address, shown]);
  return (
    <>
      <img className="page-picture" src={shown} alt={label} draggable={false} data-loaded={loaded || undefined} onLoad={() => { setLoaded(true); }} onError={() => { setFailed(true); }} />
      {failed && !loaded ? <span className="page-failed" role="img" aria-label={label}>⚠</span> : null}
    </>
  );
}
