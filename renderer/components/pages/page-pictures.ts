import { moreUrgent, pageWork } from './page-work.ts';
import type { PageWork, Urgency } from './page-work.ts';

/** A picture that can be drawn; what an `ImageBitmap` is. */
export interface DrawablePicture {
  readonly width: number;
  readonly height: number;
  readonly close: () => void;
}

type OnPicture<Picture> = (picture: Picture | null) => void;

/** Pictures of pages: each fetched once, however many want it, and the last ones kept. */
export interface PagePictures<Picture extends DrawablePicture> {
  /** A picture that is here already. It is to be drawn at once: once others are kept in its place it is closed. */
  readonly known: (address: string) => Picture | undefined;
  /** Has a picture fetched; `onPicture` is told it, or null where there is none. The returned function ends the wish: a fetch that nobody wants any more is not begun. */
  readonly want: (address: string, urgency: Urgency, onPicture: OnPicture<Picture>) => () => void;
  /** Lets go of all that is kept; what is still wanted comes all the same. */
  readonly forget: () => void;
}

interface Pending<Picture> {
  /** Who waits for it: each wish is a function of its own. */
  readonly wishes: Set<OnPicture<Picture>>;
  urgency: Urgency;
  begun: boolean;
  takeBack: () => void;
}

const bytesPerPixel = 4;
// Some thirty pages at 96 dpi.
const usualMostBytes = 96 * 2 ** 20;

/** Pictures that `load` fetches and decodes; it rejects where there is none. */
export function createPagePictures<Picture extends DrawablePicture>(load: (address: string) => Promise<Picture>, work: PageWork, mostBytes = usualMostBytes): PagePictures<Picture> {
  // In order of use, the latest last.
  const kept = new Map<string, Picture>();
  const pending = new Map<string, Pending<Picture>>();
  let keptBytes = 0;
  let generation = 0;

  const bytesOf = ({ width, height }: Picture): number => width * height * bytesPerPixel;

  function letGo(address: string, picture: Picture): void {
    kept.delete(address);
    keptBytes -= bytesOf(picture);
    picture.close();
  }

  function keep(address: string, picture: Picture): void {
    const old = kept.get(address);
    if (old !== undefined) letGo(address, old);
    kept.set(address, picture);
    keptBytes += bytesOf(picture);
    for (const [oldest, one] of kept) {
      if (keptBytes <= mostBytes || oldest === address) break;
      letGo(oldest, one);
    }
  }

  async function fetchPicture(address: string, own: Pending<Picture>): Promise<void> {
    own.begun = true;
    const began = generation;
    const picture = await load(address).catch(() => null);
    pending.delete(address);
    if (picture !== null && (own.wishes.size > 0 || began === generation)) keep(address, picture);
    else picture?.close();
    for (const onPicture of own.wishes) onPicture(picture);
  }

  return {
    known(address) {
      const picture = kept.get(address);
      if (picture === undefined) return undefined;
      kept.delete(address);
      kept.set(address, picture);
      return picture;
    },
    want(address, urgency, onPicture) {
      const wish: OnPicture<Picture> = (picture) => { onPicture(picture); };
      const known = pending.get(address);
      const own = known ?? { wishes: new Set(), urgency, begun: false, takeBack: () => undefined };
      pending.set(address, own);
      own.wishes.add(wish);
      const now = moreUrgent(urgency, own.urgency);
      if (known === undefined || (!own.begun && now !== own.urgency)) {
        own.urgency = now;
        own.takeBack();
        own.takeBack = work.add(now, () => fetchPicture(address, own));
      }
      return () => {
        own.wishes.delete(wish);
        if (own.wishes.size > 0 || own.begun) return;
        own.takeBack();
        pending.delete(address);
      };
    },
    forget() {
      generation += 1;
      for (const [address, picture] of kept) letGo(address, picture);
    },
  };
}

// Not by `decode()`: what that decodes stays in a cache of the browser's, up to half a gigabyte, and `createImageBitmap` decodes once more.
async function loadPicture(address: string): Promise<ImageBitmap> {
  const image = new Image();
  const loaded = new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => { reject(new Error('no such picture')); };
  });
  image.src = address;
  await loaded;
  return createImageBitmap(image);
}

/** The pictures of all viewers. */
export const pagePictures = createPagePictures(loadPicture, pageWork);
